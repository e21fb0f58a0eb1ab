import type { Change, FieldState, RecordState, RoomReader, Stamp } from './change.ts'

/** A room with the earlier changes of one act laid over it: each change is judged in the room that those before it leave. */
export class RoomSoFar implements RoomReader {
  readonly #room: RoomReader
  readonly #stamp: Stamp
  readonly #kinds = new Map<string, Map<string, RecordState>>()

  constructor(room: RoomReader, stamp: Stamp) {
    this.#room = room
    this.#stamp = stamp
  }

  lay({ kind, record, field, to }: Change): void {
    const records = this.#kinds.get(kind) ?? new Map<string, RecordState>()
    this.#kinds.set(kind, records)
    const state = records.get(record) ?? { ...this.#room.record(kind, record) }
    state[field] = { value: to, stamp: this.#stamp }
    records.set(record, state)
  }

  field(kind: string, record: string, field: string): FieldState | undefined {
    const laid = this.#kinds.get(kind)?.get(record)
    if (!laid) return this.#room.field(kind, record, field)
    return Object.hasOwn(laid, field) ? laid[field] : undefined
  }

  record(kind: string, record: string): RecordState | undefined {
    return this.#kinds.get(kind)?.get(record) ?? this.#room.record(kind, record)
  }

  *ids(kind: string): Generator<string> {
    yield* this.#room.ids(kind)
    for (const id of this.#kinds.get(kind)?.keys() ?? []) if (!this.#room.record(kind, id)) yield id
  }
}
