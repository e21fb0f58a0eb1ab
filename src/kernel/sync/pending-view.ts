import type { Change, ChangeSet, FieldState, RecordState, RoomReader, Stamp, VisitField } from '#kernel/record/change.ts'
import type { RoomState } from '#kernel/record/room-state.ts'

/** Names a record of a room in sets of changed records. */
export function recordKey(kind: string, record: string): string {
  return `${kind}\n${record}`
}

export function recordKeysOf(changes: Iterable<Pick<Change, 'kind' | 'record'>>): string[] {
  return [...changes].map(change => recordKey(change.kind, change.record))
}

/**
 * The room as its user sees it: the server's state with the queue laid over it. What waits bears stamp 0 of its author,
 * for the server has not numbered it.
 */
export class PendingView implements RoomReader {
  #state: RoomState
  readonly #person: string
  readonly #pending = new Map<string, { change: Change; stamp: Stamp }[]>()
  readonly #overlay = new Map<string, RecordState>()

  constructor(state: RoomState, person: string) {
    this.#state = state
    this.#person = person
  }

  field(kind: string, record: string, field: string): FieldState | undefined {
    const laid = this.#overlay.size > 0 ? this.#overlay.get(recordKey(kind, record)) : undefined
    if (!laid) return this.#state.field(kind, record, field)
    return Object.hasOwn(laid, field) ? laid[field] : undefined
  }

  record(kind: string, record: string): RecordState | undefined {
    return this.#overlay.get(recordKey(kind, record)) ?? this.#state.record(kind, record)
  }

  *ids(kind: string): Generator<string> {
    yield* this.#state.ids(kind)
    const prefix = recordKey(kind, '')
    for (const key of this.#overlay.keys()) {
      const id = key.slice(prefix.length)
      if (key.startsWith(prefix) && !this.#state.record(kind, id)) yield id
    }
  }

  each(kind: string, field: string, visit: VisitField): void {
    const overlay = this.#overlay
    const below: VisitField = (record, known) => overlay.has(recordKey(kind, record)) || visit(record, known)
    this.#state.each(kind, field, overlay.size === 0 ? visit : below)
    const prefix = recordKey(kind, '')
    for (const [key, fields] of overlay)
      if (key.startsWith(prefix) && Object.hasOwn(fields, field)) visit(key.slice(prefix.length), fields[field]!)
  }

  add(set: ChangeSet): void {
    const stamp: Stamp = { number: 0, by: this.#person, at: set.at, device: set.device }
    for (const change of set.changes) {
      const key = recordKey(change.kind, change.record)
      const pending = this.#pending.get(key) ?? []
      pending.push({ change, stamp })
      this.#pending.set(key, pending)
      this.#overlay.set(key, laid(this.#overlay.get(key) ?? this.#state.record(change.kind, change.record), change, stamp))
    }
  }

  /** Lays the whole queue over a state that took the place of another. */
  rebuild(state: RoomState, queue: ChangeSet[]): void {
    this.#state = state
    this.#pending.clear()
    this.#overlay.clear()
    for (const set of queue) this.add(set)
  }

  /** Takes sets off that left the queue, and lays the rest again over the records named: the state below them has changed. */
  settle(left: ChangeSet[], records: Iterable<string>): void {
    const gone = new Set(left.flatMap(set => set.changes))
    for (const key of new Set([...records, ...left.flatMap(set => recordKeysOf(set.changes))])) {
      const pending = this.#pending.get(key)?.filter(({ change }) => !gone.has(change)) ?? []
      this.#lay(key, pending)
    }
  }

  #lay(key: string, pending: { change: Change; stamp: Stamp }[]): void {
    const first = pending[0]
    if (!first) {
      this.#pending.delete(key)
      this.#overlay.delete(key)
      return
    }
    this.#pending.set(key, pending)
    let state = this.#state.record(first.change.kind, first.change.record)
    for (const { change, stamp } of pending) state = laid(state, change, stamp)
    this.#overlay.set(key, state!)
  }
}

/** A pending change keeps the losing values in sight: only the server's answer settles them. */
function laid(state: RecordState | undefined, { field, to }: Change, stamp: Stamp): RecordState {
  const contested = state && Object.hasOwn(state, field) ? state[field]!.contested : undefined
  return { ...state, [field]: contested ? { value: to, stamp, contested } : { value: to, stamp } }
}
