/** Counts wrong tries from one place: after `most` within the span, the place waits until the oldest is out of it. */
export class Tries {
  readonly #most: number
  readonly #spanMs: number
  readonly #byPlace = new Map<string, number[]>()

  constructor(most: number, spanMs: number) {
    this.#most = most
    this.#spanMs = spanMs
  }

  /** Seconds to wait before the next try, 0 when it may be made now. */
  wait(place: string, now: number): number {
    const recent = this.#recent(place, now)
    return recent.length < this.#most ? 0 : Math.ceil((recent[recent.length - this.#most]! + this.#spanMs - now) / 1000)
  }

  failed(place: string, now: number): void {
    const recent = this.#recent(place, now)
    this.#byPlace.set(place, [...recent, now])
    if (this.#byPlace.size > 10_000) this.#forget(now)
  }

  #recent(place: string, now: number): number[] {
    return (this.#byPlace.get(place) ?? []).filter(at => now - at < this.#spanMs)
  }

  #forget(now: number): void {
    for (const place of this.#byPlace.keys()) if (this.#recent(place, now).length === 0) this.#byPlace.delete(place)
  }
}
