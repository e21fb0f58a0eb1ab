import { chainHash, type Sha256 } from '#kernel/record/chain.ts'
import type { ChangeSet, Entry, RoomReader } from '#kernel/record/change.ts'
import type { RoomDefinition } from '#kernel/record/definition.ts'
import { judge } from '#kernel/record/judge.ts'
import { type FieldWrite, fieldsAfter, merge } from '#kernel/record/merge.ts'
import { refuseChange } from '#kernel/record/refusals.ts'
import type { Cursor, Snapshot, ToDevice } from './protocol.ts'

/** A room whose row is locked by the transaction in progress. */
export interface LockedRoom {
  sort: string
  /** The last number given, 0 before the first. */
  number: number
  /** Hash of that number's history row, `''` before the first. */
  head: string
  /** The number under which this change set was taken before, if it was. */
  numberOf(id: string): Promise<number | undefined>
  /** The state at `number`. A kept RoomState that caught up with the history answers as well as the table. */
  state(): Promise<RoomReader>
  /** Writes the history row, the fields and the room's new number and head. */
  append(entry: Entry, fields: FieldWrite[], hash: string): Promise<void>
}

/** Where the rooms are kept. PostgreSQL in the server, plain maps in the simulation. */
export interface RoomStorage {
  /** Runs `work` in one transaction that holds the room's lock: all of it is committed, or nothing. `undefined` when there is no such room. */
  locked<T>(room: string, work: (locked: LockedRoom) => Promise<T>): Promise<T | undefined>
  /** The entries after `since`, oldest first, and the last number; `undefined` when there is no such room. */
  tail(
    room: string,
    since: number,
    most: number,
  ): Promise<{ entries: Entry[]; number: number; head: string; people: Record<string, string> } | undefined>
  /** The hash of the history row of a number; `undefined` when there is none yet. */
  headAt(room: string, number: number): Promise<string | undefined>
  snapshot(room: string): Promise<Snapshot | undefined>
}

export interface RoomServer {
  storage: RoomStorage
  /** By room sort. */
  definitions: ReadonlyMap<string, RoomDefinition>
  sha256: Sha256<string>
  /** Server instant, ISO 8601 UTC. */
  now(): string
  /** Only for acts of the server itself, such as an import. */
  mostChanges?: number
}

/** An entry is for everyone who has the room open; `taken` only for who asked, because the others were told the first time. */
export type Taken = { type: 'entry'; entry: Entry; head: string } | { type: 'taken'; id: string; number: number }

/**
 * Takes one change set: a known id gets its first answer, a new one is judged, numbered, merged and written in one transaction.
 * Throws a Refusal when it may not be; then nothing is kept. The caller has already checked that the author may write in the room.
 */
export async function take(server: RoomServer, set: ChangeSet, author: { person: string; role: string }): Promise<Taken> {
  const taken = await server.storage.locked<Taken>(set.room, async locked => {
    const known = await locked.numberOf(set.id)
    if (known !== undefined) return { type: 'taken', id: set.id, number: known }
    return { type: 'entry', ...(await append(server, locked, set, author)) }
  })
  if (!taken) throw refuseChange('room-unknown')
  return taken
}

async function append(server: RoomServer, locked: LockedRoom, set: ChangeSet, author: { person: string; role: string }) {
  const definition = server.definitions.get(locked.sort)
  if (!definition) throw new Error(`no definition for rooms of sort ${locked.sort}`)
  if (set.base > locked.number) throw refuseChange('base-ahead')
  const room = await locked.state()
  judge(set, { definition, room, author, ...(server.mostChanges === undefined ? {} : { mostChanges: server.mostChanges }) })
  const entry = merge(room, set, author.person, locked.number + 1, server.now())
  const head = chainHash(locked.head, entry, server.sha256)
  await locked.append(entry, fieldsAfter(entry), head)
  return { entry, head }
}

/** A device further behind than this gets a snapshot: the whole room is shorter than all that happened to it. */
export const LONGEST_TAIL = 1_000

/**
 * Whether a device's cursor lies in a history that the server, back from a backup, no longer has: it is beyond the last number, or another
 * entry bears that number now. Every hash seals all that went before, so one is enough.
 */
export function isElsewhere(cursor: Cursor, number: number, headAt: string | undefined): boolean {
  if (cursor.since === null) return false
  return cursor.since > number || (cursor.head !== undefined && cursor.head !== headAt)
}

/** The answer to `open`: the tail after the device's cursor, or the whole room. */
export async function answerOpen(
  storage: RoomStorage,
  room: string,
  cursor: Cursor,
): Promise<Extract<ToDevice, { type: 'tail' | 'snapshot' }>> {
  const { since } = cursor
  const tail = await storage.tail(room, since ?? 0, LONGEST_TAIL)
  if (!tail) throw refuseChange('room-unknown')
  const reset = isElsewhere(cursor, tail.number, await storage.headAt(room, since ?? 0))
  if (since !== null && !reset && tail.number - since <= LONGEST_TAIL) return { type: 'tail', room, ...tail }
  const snapshot = await storage.snapshot(room)
  if (!snapshot) throw refuseChange('room-unknown')
  return reset ? { type: 'snapshot', snapshot, reset: cursor } : { type: 'snapshot', snapshot }
}
