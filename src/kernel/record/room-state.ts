import type { Snapshot } from '#kernel/sync/protocol.ts'
import type { Entry, FieldState, LostValue, RecordState, RoomReader, VisitField } from './change.ts'
import { KindColumns } from './kind-columns.ts'
import { type FieldWrite, fieldsAfter } from './merge.ts'
import { snapshotOf } from './snapshot.ts'

const NO_KIND: Snapshot['kinds'][string] = { ids: [], fields: {} }

/** The records of one kind: what the snapshot brought, and over it the records that entries have touched since. */
interface KindState {
  columns: KindColumns
  touched: Map<string, RecordState>
  /** Ids that the snapshot did not have, in order of arrival. */
  added: string[]
}

/**
 * A room in memory at a server number. It opens from a snapshot without building a record, so that 100,000 modules cost a parse;
 * an entry then builds only the records it touches. A record's state is replaced, never altered: two equal references mean no change.
 */
export class RoomState implements RoomReader {
  readonly room: string
  readonly sort: string
  number: number
  readonly #kinds = new Map<string, KindState>()

  constructor(room: string, sort: string, number = 0) {
    this.room = room
    this.sort = sort
    this.number = number
  }

  static open(snapshot: Snapshot): RoomState {
    const state = new RoomState(snapshot.room, snapshot.sort, snapshot.number)
    const contested = contestedByKind(snapshot)
    for (const [kind, columns] of Object.entries(snapshot.kinds)) {
      state.#kinds.set(kind, opened(new KindColumns(columns, snapshot.stamps, contested.get(kind) ?? new Map())))
    }
    return state
  }

  /** Applies the entry that follows. A gap or a repetition is the caller's bug: it would silently leave the server's order. */
  apply(entry: Entry): FieldWrite[] {
    if (entry.number !== this.number + 1) throw new Error(`entry ${entry.number} does not follow ${this.number}`)
    const writes = fieldsAfter(entry)
    for (const write of writes) this.#write(write)
    this.number = entry.number
    return writes
  }

  field(kind: string, record: string, field: string): FieldState | undefined {
    const state = this.#kinds.get(kind)
    const touched = state?.touched.get(record)
    if (!touched) return state?.columns.field(record, field)
    return Object.hasOwn(touched, field) ? touched[field] : undefined
  }

  record(kind: string, record: string): RecordState | undefined {
    const state = this.#kinds.get(kind)
    return state?.touched.get(record) ?? state?.columns.record(record)
  }

  *ids(kind: string): Generator<string> {
    const state = this.#kinds.get(kind)
    if (!state) return
    yield* state.columns.ids
    yield* state.added
  }

  each(kind: string, field: string, visit: VisitField): void {
    const state = this.#kinds.get(kind)
    if (!state) return
    const { columns, touched } = state
    columns.each(field, touched.size === 0 ? visit : (record, known) => touched.has(record) || visit(record, known))
    for (const [record, fields] of touched) if (Object.hasOwn(fields, field)) visit(record, fields[field]!)
  }

  kinds(): Iterable<string> {
    return this.#kinds.keys()
  }

  /** The room as columns. `head` is the hash of the history row at `number`; a device that does not follow the chain leaves it empty. */
  snapshot(head: string, people: Record<string, string>): Snapshot {
    const fields = new Map<string, Set<string>>()
    for (const [kind, { columns, touched }] of this.#kinds) {
      const names = new Set(columns.fields())
      for (const record of touched.values()) for (const field of Object.keys(record)) names.add(field)
      fields.set(kind, names)
    }
    return snapshotOf({ room: this.room, sort: this.sort, number: this.number, head, people, fields, reader: this })
  }

  #write({ kind, record, field, state: value }: FieldWrite): void {
    let state = this.#kinds.get(kind)
    if (!state) {
      state = opened(new KindColumns(NO_KIND, [], new Map()))
      this.#kinds.set(kind, state)
    }
    const before = this.record(kind, record)
    if (!before) state.added.push(record)
    state.touched.set(record, { ...before, [field]: value })
  }
}

function opened(columns: KindColumns): KindState {
  return { columns, touched: new Map(), added: [] }
}

function contestedByKind(snapshot: Snapshot): Map<string, Map<string, LostValue[]>> {
  const kinds = new Map<string, Map<string, LostValue[]>>()
  for (const { kind, record, field, lost } of snapshot.contested) {
    const fields = kinds.get(kind) ?? new Map<string, LostValue[]>()
    kinds.set(kind, fields.set(`${record}\n${field}`, lost))
  }
  return kinds
}
