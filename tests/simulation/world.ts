/** Chance that can be repeated: the same seed gives the same run. */
export class Chance {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** From 0 to 1, 1 excluded. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }

  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1))
  }

  happens(share: number): boolean {
    return this.next() < share
  }

  pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.next() * items.length)]!
  }
}

interface Event {
  at: number
  order: number
  work: () => void
}

/** Virtual time. Nothing waits for real: the next event is simply next. */
export class World {
  readonly chance: Chance
  now = 0
  #order = 0
  readonly #heap: Event[] = []

  constructor(seed: number) {
    this.chance = new Chance(seed)
  }

  after(delay: number, work: () => void): () => void {
    const event: Event = { at: this.now + delay, order: this.#order++, work }
    this.#push(event)
    return () => {
      event.work = () => {}
    }
  }

  wait(delay: number): Promise<void> {
    return new Promise(resolve => this.after(delay, resolve))
  }

  /** Runs every event up to an instant; between two events all promises settle. */
  async runUntil(end: number, done: () => boolean = () => false): Promise<void> {
    while (this.#heap.length > 0 && this.#heap[0]!.at <= end && !done()) {
      const event = this.#pop()
      this.now = event.at
      event.work()
      await new Promise(setImmediate)
    }
    if (!done()) this.now = Math.max(this.now, end)
  }

  #push(event: Event): void {
    const heap = this.#heap
    let at = heap.push(event) - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!before(event, heap[parent]!)) break
      heap[at] = heap[parent]!
      at = parent
    }
    heap[at] = event
  }

  #pop(): Event {
    const heap = this.#heap
    const first = heap[0]!
    const last = heap.pop()!
    if (heap.length === 0) return first
    let at = 0
    for (;;) {
      let child = at * 2 + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child += 1
      if (!before(heap[child]!, last)) break
      heap[at] = heap[child]!
      at = child
    }
    heap[at] = last
    return first
  }
}

function before(a: Event, b: Event): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order)
}
