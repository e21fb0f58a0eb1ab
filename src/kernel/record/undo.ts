import { sameValue } from './canonical.ts'
import type { Change, RoomReader } from './change.ts'

/**
 * The changes that take `done` back as far as it still stands: a field that somebody else has decided since is left to them. A field that
 * had never been decided goes back to `null`. Doing again is taking back what took back: the same function.
 */
export function inverse(done: Change[], room: RoomReader, person: string): Change[] {
  return done
    .filter(change => stillStands(change, room, person))
    .map(({ kind, record, field, from, to }) => ({ kind, record, field, from: to, to: from ?? null }))
    .reverse()
}

function stillStands({ kind, record, field, from, to }: Change, room: RoomReader, person: string): boolean {
  const now = room.field(kind, record, field)
  return now !== undefined && now.stamp.by === person && sameValue(now.value, to) && !sameValue(from ?? null, to)
}
