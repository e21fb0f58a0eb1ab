import type { Database } from '#kernel/database/database.server.ts'
import type { Entry } from '#kernel/record/change.ts'
import { refuseChange } from '#kernel/record/refusals.ts'
import type { ToDevice } from './protocol.ts'
import { authorsOf, type RoomBook } from './room-book.server.ts'
import { lightTail, type RoomMemory } from './room-memory.server.ts'
import { entriesAfter } from './room-table.server.ts'
import { LONGEST_TAIL } from './server-room.ts'

/**
 * What brings a device from its cursor to this room's number: a tail, or the kept snapshot and the tail after it. The answer is complete
 * at the moment it is given: whoever follows from the same moment misses nothing.
 */
export function openingOf(memory: RoomMemory, since: number | null, older: Entry[] | undefined): ToDevice[] {
  if (since !== null && since > memory.number) throw refuseChange('base-ahead')
  const next = older?.at(-1)?.number ?? since
  const newer = next === null ? undefined : memory.tail(next)
  const tail = newer && lightTail([...(older ?? []), ...newer])
  if (tail) return [tailMessage(memory, tail)]
  const { snapshot, number } = memory.snapshot()
  const message: ToDevice = { type: 'snapshot', snapshot }
  return number === memory.number ? [message] : [message, tailMessage(memory, memory.tail(number)!)]
}

/** The part of a tail that this node no longer remembers. */
export async function olderTail(
  database: Database,
  book: RoomBook,
  memory: RoomMemory,
  since: number | null,
): Promise<Entry[] | undefined> {
  if (since === null || since > memory.number || memory.tail(since) || memory.number - since > LONGEST_TAIL) return undefined
  return database.inOrganisation(memory.place.organisation, async query => {
    const found = await entriesAfter(query, memory.place, since, LONGEST_TAIL)
    const entries = found.map(({ entry }) => entry).filter(({ number }) => number <= memory.number)
    await book.nameAuthors(query, memory, entries.flatMap(authorsOf))
    return entries
  })
}

function tailMessage(memory: RoomMemory, entries: Entry[]): ToDevice {
  const people = Object.fromEntries(entries.flatMap(authorsOf).map(person => [person, memory.people.get(person) ?? '']))
  return { type: 'tail', room: memory.place.room, entries, number: memory.number, people }
}
