import type { Change, ChangeSet, Entry } from '#kernel/record/change.ts'
import type { Problem } from '#kernel/refusal.ts'
import type { Snapshot } from './protocol.ts'

/** A change set that the server refused. It stays on the device, visible, until its author exports it, sends it again or discards it. */
export interface RefusedSet {
  set: ChangeSet
  problem: Problem
  /** The device's clock, for display. */
  at: string
}

/** One thing that a person did and can undo, or undid and can do again. */
export interface Act {
  /** Id of the change set that did it last. */
  id: string
  person: string
  /** Grows with each act, whatever the clock does. */
  order: number
  undone: boolean
  changes: Change[]
}

/** How far a memory or a storage knows a room. */
export interface Reached {
  number: number
  /** How often the room was begun again because the server came back from a backup: numbers of before and after are not comparable. */
  resets: number
}

/** Whether these writes begin the room again, and what they queue as it must be kept beside a room begun again `resets` times. */
export function afterRestore(writes: StorageWrites, resets: number): { restarts: boolean; queued: ChangeSet[] } {
  const mine = writes.resets ?? resets
  const queued = writes.queued ?? []
  return { restarts: mine > resets && writes.snapshot !== undefined, queued: mine < resets ? queued.map(unseeing) : queued }
}

/** A set made under another history: no number of the new one was seen by its author, so that whatever it overwrites is kept beside it. */
export function unseeing(set: ChangeSet): ChangeSet {
  return { ...set, base: 0 }
}

/** What a device keeps of a room. */
export interface StoredRoom {
  /** Left out when the reader already has a state at least as recent. */
  snapshot: Snapshot | null
  /** Entries that follow the snapshot, or the number the reader named, without a gap. */
  tail: Entry[]
  /** Not known to be on the server, in the order they were made. */
  queue: ChangeSet[]
  refused: RefusedSet[]
  acts: Act[]
  people: Record<string, string>
  resets: number
  /** The hash that the server gave with the last number kept. */
  head?: Head
}

export interface Head {
  number: number
  hash: string
}

/** What one transaction changes: all of it reaches the disk, or none. */
export interface StorageWrites {
  /** Takes the place of the former snapshot and of the tail up to its number. */
  snapshot?: Snapshot
  entries?: Entry[]
  /** Joins the end of the queue. */
  queued?: ChangeSet[]
  /** Ids that leave the queue and the refused sets: the server has them, or their author discarded them. */
  settled?: string[]
  refused?: RefusedSet[]
  acts?: Act[]
  forgottenActs?: string[]
  people?: Record<string, string>
  /**
   * How often the writer has begun the room again. A snapshot of one who did so more often than the storage knows makes its tail void, and
   * what waits in it has seen nothing of the new history. The same is true of what a writer queues who did so less often.
   */
  resets?: number
  head?: Head
}

/** Throws an error named `QuotaExceededError` when the disk is full. */
export interface DeviceStorage {
  /** With `reached`, only what a reader who is there lacks. `undefined` when the room was never kept here. */
  load(room: string, reached?: Reached): Promise<StoredRoom | undefined>
  /** Resolves when the writes are on disk. */
  save(room: string, writes: StorageWrites): Promise<void>
}

/** What was last known of a room, kept in another place than the storage so that it survives the storage's eviction. */
export interface Mark {
  pending: number
  number: number
  /** The device's clock, for display. */
  at: string
  /** Set when the storage was found empty, until somebody has read it. */
  evicted?: Eviction
}

/** The browser took back this device's storage. `pending` changes had not been sent; `null` when that is not known. */
export interface Eviction {
  pending: number | null
  number: number
  at: string
}

export interface Marker {
  read(room: string): Mark | undefined
  write(room: string, mark: Mark): void
}

export interface Clock {
  /** Milliseconds since 1970 as the device believes. May jump either way: nothing is decided by it. */
  now(): number
  /** Calls back after a real delay; returns what cancels it. */
  after(milliseconds: number, callback: () => void): () => void
}
