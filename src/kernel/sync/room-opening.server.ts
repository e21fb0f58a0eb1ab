import type { Database } from '#kernel/database/database.server.ts'
import type { Entry } from '#kernel/record/change.ts'
import type { Cursor, ToDevice } from './protocol.ts'
import { authorsOf, type RoomBook } from './room-book.server.ts'
import { lightTail, type RoomMemory } from './room-memory.server.ts'
import { entriesAfter, headAt } from './room-table.server.ts'
import { isElsewhere, LONGEST_TAIL } from './server-room.ts'

/** A message and its words on the wire, which a snapshot shares with everybody who opens the room. */
export interface Opening {
  message: ToDevice
  line(): Buffer
}

/** What a device knows, seen from here: its cursor, whether that is in another history, and the part of its tail read from the table. */
export interface Known {
  cursor: Cursor
  elsewhere: boolean
  older: Entry[] | undefined
}

/**
 * What brings a device from its cursor to this room's number: a tail, or the kept snapshot and the tail after it. The answer is complete
 * at the moment it is given: whoever follows from the same moment misses nothing.
 */
export function openingOf(memory: RoomMemory, { cursor, elsewhere, older }: Known): Opening[] {
  if (elsewhere) {
    const message: ToDevice = { type: 'snapshot', snapshot: memory.snapshot(0).snapshot, reset: cursor }
    return [{ message, line: () => Buffer.from(JSON.stringify(message)) }]
  }
  const next = older?.at(-1)?.number ?? cursor.since
  const newer = next === null ? undefined : memory.tail(next)
  const tail = newer && lightTail([...(older ?? []), ...newer])
  if (tail) return [tailMessage(memory, tail)]
  const { snapshot, number, line } = memory.snapshot()
  const whole: Opening = { message: { type: 'snapshot', snapshot }, line }
  return number === memory.number ? [whole] : [whole, tailMessage(memory, memory.tail(number)!)]
}

/** Finds out what a device knows, from the tables where this node no longer remembers. */
export async function knownTo(database: Database, book: RoomBook, memory: RoomMemory, cursor: Cursor): Promise<Known> {
  const { since, head } = cursor
  const { place, number } = memory
  const stranger: Known = { cursor, elsewhere: isElsewhere({ since }, number, undefined), older: undefined }
  if (since === null || stranger.elsewhere) return stranger
  const remembered = head === undefined ? '' : memory.headAt(since)
  const asked = memory.tail(since) === undefined && number - since <= LONGEST_TAIL
  if (remembered !== undefined && !asked) return { ...stranger, elsewhere: isElsewhere(cursor, number, remembered) }
  return database.inOrganisation(place.organisation, async query => {
    const here = remembered ?? (await headAt(query, place, since))
    const found = asked ? (await entriesAfter(query, place, since, LONGEST_TAIL)).map(({ entry }) => entry) : undefined
    const older = found?.filter(entry => entry.number <= number)
    await book.nameAuthors(query, memory, older?.flatMap(authorsOf) ?? [])
    return { cursor, elsewhere: isElsewhere(cursor, number, here), older }
  })
}

function tailMessage(memory: RoomMemory, entries: Entry[]): Opening {
  const people = Object.fromEntries(entries.flatMap(authorsOf).map(person => [person, memory.people.get(person) ?? '']))
  const message: ToDevice = { type: 'tail', room: memory.place.room, entries, number: memory.number, head: memory.head, people }
  return { message, line: () => Buffer.from(JSON.stringify(message)) }
}
