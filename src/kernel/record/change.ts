import type { Refusal } from '#kernel/refusal.ts'

/** What a field can hold. `null` is a decision ("no comment"); an absent field was never decided. */
export type Value = string | number | boolean | null | Value[] | { [key: string]: Value }

/** One field of one record goes from a value to another. `from` is what its author saw, absent when the field was never decided. */
export interface Change {
  kind: string
  record: string
  field: string
  from?: Value
  to: Value
}

/** The field that marks a record as deleted. Deletion is a tombstone: it is a change like another and can be undone. */
export const DELETED = 'deleted'

/**
 * What one person did in one act: all of it is taken, or none. Sent any number of times, it counts once.
 * `base` is the last server number its author had received: it decides what they could have seen, and no clock does.
 */
export interface ChangeSet {
  /** UUIDv7 made by the author's device. */
  id: string
  room: string
  base: number
  device: string
  /** The device's own clock, ISO 8601 UTC: for display only. */
  at: string
  changes: Change[]
  /** The change set that this one takes back or does again. */
  undoes?: string
  /** What the act is called in the history: a key of the domain's catalogue, such as `audit.import`. */
  label?: string
}

/** Who decided a field last, and under which server number. */
export interface Stamp {
  number: number
  /** Person id. */
  by: string
  /** Server instant, ISO 8601 UTC. */
  at: string
  device: string
}

/** A value that lost against a concurrent one: kept one tap away until somebody confirms. */
export interface LostValue extends Stamp {
  value: Value
}

export interface FieldState {
  value: Value
  stamp: Stamp
  /** Present while the field waits for a confirmation. */
  contested?: LostValue[]
}

export type RecordState = Record<string, FieldState>

/** Reads the state of a room: the server's tables, a tablet's memory and the simulation all answer to it. */
export interface RoomReader {
  field(kind: string, record: string, field: string): FieldState | undefined
  record(kind: string, record: string): RecordState | undefined
  /** Ids of the records of a kind, tombstones included. */
  ids(kind: string): Iterable<string>
  /** Visits the records of a kind in which a field was decided. Reads 100,000 of them for the price of a few thousand `field`s. */
  each(kind: string, field: string, visit: VisitField): void
}

export type VisitField = (record: string, state: FieldState) => void

/** A change set as the server took it: numbered, attributed, with what it really changed and what it contested. */
export interface Entry {
  number: number
  id: string
  by: string
  device: string
  /** Server instant, ISO 8601 UTC. */
  at: string
  /** Changes that took effect, those of behaviours included; a change to the value already there is left out unless it confirms. */
  changes: Change[]
  /** Fields that this entry left contested, with the value that lost. */
  contested?: { kind: string; record: string; field: string; lost: LostValue }[]
  undoes?: string
  label?: string
}

/** May this be done? A refusal says no, `undefined` says that the rule has nothing against it. */
export type Rule = (change: Change, room: RoomReader, author: { person: string; role: string }) => Refusal | undefined

/** Changes that follow from changes. Runs on the author's device, so the author sees and undoes them as part of the act. */
export type Behaviour = (changes: Change[], room: RoomReader) => Change[]
