import type { FieldState, RecordState, RoomReader, VisitField } from './change.ts'
import type { FieldWrite } from './merge.ts'

/** A room at a number, with entries laid over it that are not everybody's yet. The room underneath stays as it is. */
export class DraftState implements RoomReader {
  readonly #room: RoomReader
  readonly #kinds = new Map<string, Map<string, RecordState>>()

  constructor(room: RoomReader) {
    this.#room = room
  }

  lay(fields: FieldWrite[]): void {
    for (const { kind, record, field, state } of fields) {
      const records = this.#kinds.get(kind) ?? new Map<string, RecordState>()
      this.#kinds.set(kind, records)
      const laid = records.get(record) ?? { ...this.#room.record(kind, record) }
      records.set(record, laid)
      laid[field] = state
    }
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

  each(kind: string, field: string, visit: VisitField): void {
    const laid = this.#kinds.get(kind)
    this.#room.each(kind, field, laid ? (record, known) => laid.has(record) || visit(record, known) : visit)
    for (const [record, fields] of laid ?? []) if (Object.hasOwn(fields, field)) visit(record, fields[field]!)
  }
}
