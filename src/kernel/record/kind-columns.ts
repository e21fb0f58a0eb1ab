import type { Column, Snapshot } from '#kernel/sync/protocol.ts'
import type { FieldState, LostValue, RecordState, Value, VisitField } from './change.ts'

/** The losing values of contested fields, by record and field. */
export type Contested = ReadonlyMap<string, LostValue[]>

interface OpenColumn {
  values: Value[]
  stamps: Uint32Array
}

/** The records of one kind as a snapshot brought them: columns stay packed until a field is first read. */
export class KindColumns {
  readonly ids: readonly string[]
  readonly #packed: Record<string, Column>
  readonly #stamps: Snapshot['stamps']
  readonly #contested: Contested
  readonly #open = new Map<string, OpenColumn>()
  #rows: Map<string, number> | undefined
  #walked = -1

  constructor(kind: Snapshot['kinds'][string], stamps: Snapshot['stamps'], contested: Contested) {
    this.ids = kind.ids
    this.#packed = kind.fields
    this.#stamps = stamps
    this.#contested = contested
  }

  has(record: string): boolean {
    return this.#row(record) !== undefined
  }

  field(record: string, field: string): FieldState | undefined {
    const column = this.#column(field)
    const row = column && this.#row(record)
    return row === undefined ? undefined : this.#state(column!, row, field)
  }

  each(field: string, visit: VisitField): void {
    const column = this.#column(field)
    if (!column) return
    for (let row = 0; row < this.ids.length; row += 1) {
      const state = this.#state(column, row, field)
      if (state) visit(this.ids[row]!, state)
    }
  }

  record(record: string): RecordState | undefined {
    if (!this.has(record)) return undefined
    const state: RecordState = {}
    for (const field of Object.keys(this.#packed)) {
      const found = this.field(record, field)
      if (found) state[field] = found
    }
    return state
  }

  fields(): string[] {
    return Object.keys(this.#packed)
  }

  #state(column: OpenColumn, row: number, field: string): FieldState | undefined {
    const stamp = column.stamps[row]
    if (!stamp) return undefined
    const state: FieldState = { value: column.values[row]!, stamp: this.#stamps[stamp]! }
    const contested = this.#contested.size > 0 ? this.#contested.get(`${this.ids[row]}\n${field}`) : undefined
    return contested ? { ...state, contested } : state
  }

  /** Whoever walks through the records asks for the same one again or for the next: neither needs to be looked up. */
  #row(record: string): number | undefined {
    if (this.ids[this.#walked] === record) return this.#walked
    if (this.ids[this.#walked + 1] === record) return ++this.#walked
    this.#rows ??= new Map(this.ids.map((id, row) => [id, row]))
    const row = this.#rows.get(record)
    this.#walked = row ?? this.#walked
    return row
  }

  #column(field: string): OpenColumn | undefined {
    const open = this.#open.get(field)
    if (open) return open
    if (!Object.hasOwn(this.#packed, field)) return undefined
    const packed = this.#packed[field]!
    const column = { values: openValues(packed.values), stamps: openStamps(packed.stamps, this.ids.length) }
    this.#open.set(field, column)
    return column
  }
}

function openValues(packed: Column['values']): Value[] {
  const values: Value[] = []
  for (const [count, value] of packed) for (let i = 0; i < count; i += 1) values.push(value)
  return values
}

function openStamps(packed: Column['stamps'], length: number): Uint32Array {
  const stamps = new Uint32Array(length)
  let row = 0
  for (const [count, stamp] of packed) {
    stamps.fill(stamp, row, row + count)
    row += count
  }
  return stamps
}
