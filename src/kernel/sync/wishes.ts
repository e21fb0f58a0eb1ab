import type { Change, RoomReader } from '#kernel/record/change.ts'
import type { RoomDefinition } from '#kernel/record/definition.ts'

/** A change as a screen asks for it: what the field held before is read from the room. */
export type Wish = Omit<Change, 'from'>

/** The whole act: what was asked, then what the domain's behaviours make follow from it. */
export function plan(wishes: Wish[], definition: RoomDefinition, room: RoomReader): Change[] {
  const changes = wishes.map(wish => seen(wish, room))
  for (const follow of definition.behaviours) changes.push(...follow(changes, room).map(wish => seen(wish, room)))
  return changes
}

function seen({ kind, record, field, to }: Wish, room: RoomReader): Change {
  const from = room.field(kind, record, field)?.value
  return from === undefined ? { kind, record, field, to } : { kind, record, field, from, to }
}
