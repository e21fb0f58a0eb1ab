import type { Database } from '#kernel/database/database.server.ts'
import type { Entry } from '#kernel/record/change.ts'
import type { ToDevice } from './protocol.ts'
import { authorsOf, type RoomBook } from './room-book.server.ts'
import { lightTail, type RoomMemory } from './room-memory.server.ts'
import { entriesAfter } from './room-table.server.ts'
import { LONGEST_TAIL } from './server-room.ts'

/** A message and its words on the wire, which a snapshot shares with everybody who opens the room. */
export interface Opening {
  message: ToDevice
  line(): Buffer
}

/**
 * What brings a device from its cursor to this room's number: a tail, or the kept snapshot and the tail after it. The answer is complete
 * at the moment it is given: whoever follows from the same moment misses nothing.
 */
export function openingOf(memory: RoomMemory, since: number | null, older: Entry[] | undefined): Opening[] {
  if (since !== null && since > memory.number) {
    // The server came back from a backup: what the device knew beyond it is no more.
    const message: ToDevice = { type: 'snapshot', snapshot: memory.snapshot(0).snapshot, reset: true }
    return [{ message, line: () => Buffer.from(JSON.stringify(message)) }]
  }
  const next = older?.at(-1)?.number ?? since
  const newer = next === null ? undefined : memory.tail(next)
  const tail = newer && lightTail([...(older ?? []), ...newer])
  if (tail) return [tailMessage(memory, tail)]
  const { snapshot, number, line } = memory.snapshot()
  const whole: Opening = { message: { type: 'snapshot', snapshot }, line }
  return number === memory.number ? [whole] : [whole, tailMessage(memory, memory.tail(number)!)]
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

function tailMessage(memory: RoomMemory, entries: Entry[]): Opening {
  const people = Object.fromEntries(entries.flatMap(authorsOf).map(person => [person, memory.people.get(person) ?? '']))
  const message: ToDevice = { type: 'tail', room: memory.place.room, entries, number: memory.number, people }
  return { message, line: () => Buffer.from(JSON.stringify(message)) }
}
