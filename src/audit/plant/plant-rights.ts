import { may, type Rights, roleIn } from '#kernel/access/role.ts'
import type { RoomReader, Value } from '#kernel/record/change.ts'
import { configurationRule } from '../audit/rules.ts'
import { PLANT } from './plant-record.ts'

export interface PlantRights {
  /** Change what the plant is made of. */
  change: boolean
  /** Validate the configuration, lock it, or open it again. */
  move: boolean
}

/** What somebody may do to the configuration as it stands now: asked of the rule that will judge what they do. */
export function plantRights({ token, room, me, rights }: { token: string; room: RoomReader; me: string; rights: Rights }): PlantRights {
  const author = { person: me, role: roleIn(rights, token) }
  const allowed = (field: string, to: Value) =>
    may(rights, 'write', token) && !configurationRule({ kind: PLANT, record: PLANT, field, to }, room, author)
  // A lock put on once more asks for no reason: only who locks decides.
  return { change: allowed('mode', null), move: allowed('state', 'locked') }
}
