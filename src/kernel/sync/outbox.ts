import type { ChangeSet } from '#kernel/record/change.ts'
import { unseeing } from './device-storage.ts'
import { modificationsIn } from './modifications.ts'

/** Small enough that a bad mobile link carries a batch well within the time it is given to answer. */
const MOST_SETS = 50
const MOST_CHANGES = 500

interface Waiting {
  set: ChangeSet
  modifications: number
  /** The number the server said it took it under, while the entry itself has not arrived. */
  taken?: number
}

/** The queue of a room: change sets that the server's state here does not hold yet, in the order they were made. */
export class Outbox {
  #waiting: Waiting[] = []
  #sent: ReadonlySet<string> = new Set()

  /** Puts what the storage holds in place of what was known. */
  replace(sets: ChangeSet[]): void {
    const taken = new Map(this.#waiting.map(waiting => [waiting.set.id, waiting.taken]))
    this.#waiting = sets.map(set => waitingFor(set, taken.get(set.id)))
  }

  /**
   * Makes the queue ready for a server that came back from a backup: what it had taken it may have forgotten, and numbers now name other
   * decisions.
   */
  restart(): void {
    this.forgetSent()
    this.#waiting = this.#waiting.map(({ set, modifications }) => ({ set: unseeing(set), modifications }))
  }

  add(set: ChangeSet): void {
    this.#waiting.push(waitingFor(set, undefined))
  }

  remove(ids: ReadonlySet<string>): ChangeSet[] {
    const removed = this.#waiting.filter(waiting => ids.has(waiting.set.id))
    this.#waiting = this.#waiting.filter(waiting => !ids.has(waiting.set.id))
    return removed.map(waiting => waiting.set)
  }

  /** The server has it; it leaves the queue when the state here has reached that number, so that nothing flickers back meanwhile. */
  markTaken(id: string, number: number): void {
    const waiting = this.#waiting.find(candidate => candidate.set.id === id)
    if (waiting) waiting.taken = number
  }

  takenUpTo(number: number): string[] {
    return this.#waiting.filter(({ taken }) => taken !== undefined && taken <= number).map(({ set }) => set.id)
  }

  has(id: string): boolean {
    return this.#waiting.some(waiting => waiting.set.id === id)
  }

  get sets(): ChangeSet[] {
    return this.#waiting.map(waiting => waiting.set)
  }

  get empty(): boolean {
    return this.#waiting.length === 0
  }

  /** How many modifications wait in it. */
  get modifications(): number {
    return this.#waiting.reduce((sum, waiting) => sum + waiting.modifications, 0)
  }

  /** Everything sent was answered, one way or another. */
  get idle(): boolean {
    return !this.#waiting.some(({ set, taken }) => taken === undefined && this.#sent.has(set.id))
  }

  /** A new line to the server: what the former one carried may be lost, and what it said was taken, by a server since back from a backup. */
  forgetSent(): void {
    this.#sent = new Set()
    this.#waiting = this.#waiting.map(({ set, modifications }) => ({ set, modifications }))
  }

  /** The head of the queue, to send. Always from the first unanswered set: the server can then never see a set before an earlier one. */
  nextBatch(): ChangeSet[] {
    const batch: ChangeSet[] = []
    let changes = 0
    for (const { set, taken } of this.#waiting) {
      if (taken !== undefined) continue
      changes += set.changes.length
      if (batch.length > 0 && (batch.length === MOST_SETS || changes > MOST_CHANGES)) break
      batch.push(set)
    }
    this.#sent = new Set(batch.map(set => set.id))
    return batch
  }
}

function waitingFor(set: ChangeSet, taken: number | undefined): Waiting {
  const waiting = { set, modifications: modificationsIn([set]) }
  return taken === undefined ? waiting : { ...waiting, taken }
}
