import type { Column, Snapshot } from '#kernel/sync/protocol.ts'
import { sameValue } from './canonical.ts'
import type { LostValue, Value } from './change.ts'

/** Writes records, one after the other, as the columns of a snapshot. */
export class ColumnWriter {
  /** The numbers that the records bear, in the order of the snapshot's stamps; the first is unused. */
  readonly numbers: number[] = [0]
  readonly contested: Snapshot['contested'] = []
  readonly #stamps = new Map<number, number>()
  readonly #kinds = new Map<string, { ids: string[]; fields: Map<string, OpenColumn> }>()

  record(kind: string, record: string, fields: Iterable<[string, Written]>): void {
    const { ids, fields: columns } = this.#kind(kind)
    const row = ids.push(record) - 1
    for (const [field, { value, number, contested }] of fields) {
      const column = columns.get(field) ?? { values: [], stamps: [], length: 0 }
      columns.set(field, column)
      append(column, row - column.length, null, 0)
      append(column, 1, value, this.#stampOf(number))
      if (contested) this.contested.push({ kind, record, field, lost: contested })
    }
  }

  kinds(): Snapshot['kinds'] {
    const kinds: Snapshot['kinds'] = {}
    for (const [kind, { ids, fields }] of this.#kinds) {
      const columns: Record<string, Column> = {}
      for (const [field, column] of fields) {
        append(column, ids.length - column.length, null, 0)
        columns[field] = { values: column.values, stamps: column.stamps }
      }
      kinds[kind] = { ids, fields: columns }
    }
    return kinds
  }

  #kind(kind: string) {
    const known = this.#kinds.get(kind) ?? { ids: [], fields: new Map<string, OpenColumn>() }
    this.#kinds.set(kind, known)
    return known
  }

  /** Each number once: everything an entry decided bears the same stamp, so its number names it. */
  #stampOf(number: number): number {
    const known = this.#stamps.get(number)
    if (known !== undefined) return known
    const index = this.numbers.push(number) - 1
    this.#stamps.set(number, index)
    return index
  }
}

/** A field as a snapshot needs it: who decided it, when and where is told by the number. */
export interface Written {
  value: Value
  number: number
  contested?: LostValue[]
}

interface OpenColumn extends Column {
  /** Rows written so far. */
  length: number
}

function append(column: OpenColumn, count: number, value: Value, stamp: number): void {
  if (count === 0) return
  const [values, stamps] = [column.values.at(-1), column.stamps.at(-1)]
  if (values && sameValue(values[1], value)) values[0] += count
  else column.values.push([count, value])
  if (stamps && stamps[1] === stamp) stamps[0] += count
  else column.stamps.push([count, stamp])
  column.length += count
}
