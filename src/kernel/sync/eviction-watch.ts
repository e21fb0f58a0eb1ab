import type { Clock, Eviction, Marker } from './device-storage.ts'

/** Notices that the browser has emptied this device's storage, from a mark kept in another place, and keeps saying so until it was read. */
export class EvictionWatch {
  readonly #room: string
  readonly #marker: Marker
  readonly #clock: Clock
  evicted: Eviction | null = null

  constructor({ room, marker, clock }: { room: string; marker: Marker; clock: Clock }) {
    this.#room = room
    this.#marker = marker
    this.#clock = clock
  }

  /** At opening: did the storage know the room that the mark remembers? */
  opened(found: boolean): void {
    const mark = this.#marker.read(this.#room)
    if (!mark) return
    const { pending, number, at } = mark
    this.evicted = mark.evicted ?? (found ? null : { pending, number, at })
  }

  /** The server knows changes of this device that the device knows nothing of: whether others were lost cannot be told. */
  forgotten(number: number): void {
    this.evicted ??= { pending: null, number, at: this.#now() }
  }

  /** Remembers how much waits, before it is written: better one too many than one that nobody misses. */
  mark(pending: number, number: number): void {
    this.#marker.write(this.#room, { pending, number, at: this.#now(), ...(this.evicted ? { evicted: this.evicted } : {}) })
  }

  #now(): string {
    return new Date(this.#clock.now()).toISOString()
  }
}
