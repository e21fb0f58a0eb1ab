import type { Change, Entry, RoomReader } from '#kernel/record/change.ts'
import { inverse } from '#kernel/record/undo.ts'
import type { Act, StorageWrites } from './device-storage.ts'
import { recordKeysOf } from './pending-view.ts'

/** Older acts can no longer be undone with one gesture; the history still restores any value. */
const MOST_ACTS = 200

export type ActWrites = Required<Pick<StorageWrites, 'acts' | 'forgottenActs'>>

/** What each person did on this device and can undo or do again. Every method says what to write; `apply` makes it so. */
export class ActLog {
  #acts = new Map<string, Act>()

  replace(acts: Act[]): void {
    this.#acts = new Map(acts.map(act => [act.id, act]))
  }

  apply({ acts, forgottenActs }: ActWrites): void {
    for (const id of forgottenActs) this.#acts.delete(id)
    for (const act of acts) this.#acts.set(act.id, act)
  }

  /** A fresh act: what had been undone can no longer be done again. */
  done(id: string, person: string, changes: Change[]): ActWrites {
    const mine = this.#of(person)
    const kept = mine.filter(act => !act.undone)
    const oldest = kept.slice(MOST_ACTS - 1).map(act => act.id)
    const undone = mine.filter(act => act.undone).map(act => act.id)
    return { acts: [{ id, person, order: this.#nextOrder(), undone: false, changes }], forgottenActs: [...undone, ...oldest] }
  }

  /** Something was done for good: acts on nothing but the same records can no longer be turned over. */
  leftAlone(changes: Change[]): ActWrites {
    const gone = new Set(recordKeysOf(changes))
    const ended = [...this.#acts.values()].filter(act => recordKeysOf(act.changes).every(key => gone.has(key)))
    return { acts: [], forgottenActs: ended.map(act => act.id) }
  }

  /** The act was turned over by the change set `id`. */
  turned(act: Act, id: string, changes: Change[], forgotten: string[]): ActWrites {
    const turned = { id, person: act.person, order: this.#nextOrder(), undone: !act.undone, changes }
    return { acts: [turned], forgottenActs: [act.id, ...forgotten] }
  }

  /** What the server really changed takes the place of what was asked: a colleague's value that lost comes back with undo. */
  settled(entry: Entry): ActWrites {
    const act = this.#acts.get(entry.id)
    if (!act) return { acts: [], forgottenActs: [] }
    return entry.changes.length > 0
      ? { acts: [{ ...act, changes: entry.changes }], forgottenActs: [] }
      : { acts: [], forgottenActs: [entry.id] }
  }

  /** The last act that still has something to turn over; the acts above it that have nothing left are `spent`. */
  next(person: string, undone: boolean, room: RoomReader): { act: Act; changes: Change[]; spent: string[] } | undefined {
    const spent: string[] = []
    for (const act of this.#of(person)) {
      if (act.undone !== undone) continue
      const changes = inverse(act.changes, room, person)
      if (changes.length > 0) return { act, changes, spent }
      spent.push(act.id)
    }
    return undefined
  }

  has(person: string, undone: boolean): boolean {
    return this.#of(person).some(act => act.undone === undone)
  }

  #of(person: string): Act[] {
    return [...this.#acts.values()].filter(act => act.person === person).sort((a, b) => b.order - a.order)
  }

  #nextOrder(): number {
    return Math.max(0, ...[...this.#acts.values()].map(act => act.order)) + 1
  }
}
