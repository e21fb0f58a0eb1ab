import type { Problem } from '#kernel/refusal.ts'
import type { Eviction, RefusedSet } from './device-storage.ts'
import { modificationsIn } from './modifications.ts'

/** A line that answers: words are pushed, or asked for every few seconds. */
export type Line = 'live' | 'polling'

/** How the device hears of the server. `connecting`: the first try is under way, and neither an answer nor a failure is known yet. */
export type Connection = Line | 'connecting' | 'offline'

/** What the header and the health page say. It never claims more than is known. */
export interface RoomStatus {
  connection: Connection
  /** The device's own storage was read: before that, nothing is known of what waits in it. */
  opened: boolean
  /** The room was received at least once: before that, an empty screen means nothing. */
  known: boolean
  /** Last server number received. */
  number: number
  /** Modifications that may be only on this device, as their author counts them. */
  pending: number
  /** Refused by the server: only on this device too, until exported, sent again or discarded. */
  refused: readonly RefusedSet[]
  /** The browser emptied this device's storage; stays until `acknowledgeEviction`. */
  evicted: Eviction | null
  /** The disk is full: new changes are not confirmed. */
  storageFull: boolean
  /** The server speaks a newer protocol: everything is captured and nothing sent until the application is updated. */
  updateNeeded: boolean
  /** The server no longer opens the room to this person. */
  closed: Problem | null
  /** The last thing that went wrong, for the health page. */
  lastError: string | null
  canUndo: boolean
  canRedo: boolean
}

/** Everything is on the server, as far as can be known: the only case where the header may say so. */
export function allSent(status: RoomStatus): boolean {
  return status.opened && status.pending === 0 && status.refused.length === 0 && status.evicted === null
}

/** How many modifications were refused by the server. */
export function refusedIn({ refused }: Pick<RoomStatus, 'refused'>): number {
  return modificationsIn(refused.map(({ set }) => set))
}

/** How many modifications would be lost with this device. */
export function onlyHere(status: Pick<RoomStatus, 'pending' | 'refused'>): number {
  return status.pending + refusedIn(status)
}

export const NOTHING_KNOWN: RoomStatus = {
  connection: 'connecting',
  opened: false,
  known: false,
  number: 0,
  pending: 0,
  refused: [],
  evicted: null,
  storageFull: false,
  updateNeeded: false,
  closed: null,
  lastError: null,
  canUndo: false,
  canRedo: false,
}
