import { type Actor, roleIn } from '#kernel/access/role.ts'
import type { Query } from '#kernel/database/database.server.ts'
import { refuseChange } from '#kernel/record/refusals.ts'
import { inverse } from '#kernel/record/undo.ts'
import { entryNamed } from './room-history.server.ts'
import type { Rooms } from './rooms.server.ts'

/**
 * Takes back one act of a room, however large and whoever made it, as far as it still stands: what somebody decided since is left to them.
 * Answers how many values went back, and the act that did it: taking that one back does the first again.
 */
export async function undoAct(query: Query, rooms: Pick<Rooms, 'hold' | 'commitWithin'>, actor: Actor, room: string, id: string) {
  const place = { organisation: actor.organisation, room }
  const act = await entryNamed(query, place, id)
  if (!act) throw refuseChange('act-unknown')
  const { reader } = await rooms.hold(query, place)
  const changes = inverse(act.changes, reader, act.by)
  if (changes.length === 0) throw refuseChange('act-overtaken')
  const author = { person: actor.person, role: roleIn(actor, room), device: actor.device }
  const taken = await rooms.commitWithin(query, author, place, { changes, undoes: id })
  return { values: changes.length, act: taken.type === 'entry' ? taken.entry.id : taken.id }
}
