import type { ChangeSet, Entry, LostValue, Value } from '#kernel/record/change.ts'
import type { Problem } from '#kernel/refusal.ts'

/**
 * What a device and the server say to each other about rooms, over the WebSocket `/api/live` and, with the same words, over plain HTTP
 * (`GET /api/rooms/:room?since=` and `POST /api/rooms/:room/changes`). A device's cursor is the last server number it received.
 */
export const PROTOCOL = 1

/** A run-length list: `[[3, 'ok'], [1, null]]` is ok, ok, ok, null. */
export type Packed<T> = [count: number, item: T][]

/** One field of every record of a kind, in the order of `ids`. `undefined` cannot travel: a field never decided has stamp 0. */
export interface Column {
  values: Packed<Value>
  /** Index into `stamps`; 0 is "never decided". */
  stamps: Packed<number>
}

/** The whole of a room at a server number, as columns: 100,000 records stay light. */
export interface Snapshot {
  room: string
  sort: string
  number: number
  /** Hash of the history row of that number, hex. */
  head: string
  /** Entry 0 is unused. */
  stamps: { number: number; by: string; at: string; device: string }[]
  kinds: Record<string, { ids: string[]; fields: Record<string, Column> }>
  contested: { kind: string; record: string; field: string; lost: LostValue[] }[]
  /** Names of the people met in stamps. */
  people: Record<string, string>
}

/** Where somebody is. Never stored. */
export interface Presence {
  person: string
  name: string
  device: string
  /** The record they look at or work on, such as a module id. */
  at: string | null
  /** Free text of the domain, such as the string shown. */
  place: string | null
  /** ISO 8601 UTC, server's clock. */
  seen: string
}

/** Up to where a device knows a room, and the hash that the server gave it there. */
export interface Cursor {
  since: number | null
  /** A server that has another hash at that number came back from a backup meanwhile. */
  head?: string
}

export type ToServer =
  | ({ type: 'open'; room: string } & Cursor)
  | { type: 'close'; room: string }
  /** The head of the device's queue, in order. The server takes them one after the other: a lost or repeated message never changes that order. */
  | { type: 'commit'; room: string; changeSets: ChangeSet[] }
  | { type: 'presence'; room: string; at: string | null; place: string | null }
  | { type: 'ping' }

export type ToDevice =
  /** The first word, said again when what the person may do has changed: `/api/me` answers what that is now. */
  | { type: 'hello'; protocol: number; now: string; person: string; name: string }
  /** Answer to `open`: everything after `since`, or a snapshot when that is shorter or `since` was null. */
  | {
      type: 'snapshot'
      snapshot: Snapshot
      /**
       * The cursor that the device gave, when it lies in a history that the server, back from a backup, no longer has: the snapshot takes the
       * place of everything the device knew.
       */
      reset?: Cursor
    }
  /** `head` is the hash of the history at `number`. */
  | { type: 'tail'; room: string; entries: Entry[]; number: number; head: string; people: Record<string, string> }
  /** A new entry, to everyone who has the room open, its author included: seeing one's own id is the acknowledgement. */
  | { type: 'entry'; room: string; entry: Entry; head: string; name: string }
  /** The answer to `commit` when it is not seen as an entry: already known, or refused. */
  | { type: 'taken'; room: string; id: string; number: number }
  | { type: 'refused'; room: string; id: string; problem: Problem }
  | { type: 'closed'; room: string; problem: Problem }
  | { type: 'presence'; room: string; people: Presence[] }
  | { type: 'pong'; now: string }
