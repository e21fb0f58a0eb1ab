import { sql } from 'kysely'
import type { Query } from '#kernel/database/database.server.ts'
import { CHAIN_START } from '#kernel/record/chain.ts'
import type { FieldState, RecordState, RoomReader, Stamp, VisitField } from '#kernel/record/change.ts'
import { RoomState } from '#kernel/record/room-state.ts'
import { snapshotOf } from '#kernel/record/snapshot.ts'
import type { Place, StoredField } from './room-table.server.ts'

export interface LoadedRoom {
  state: RoomState
  head: string
  /** Everybody whom the state names as an author. */
  people: Set<string>
}

type StoredRecord = [kind: string, record: string, fields: Record<string, StoredField>]

/**
 * Reads a whole room. One statement sees one moment, so number and records belong together; the records come as one text, which costs a
 * third of as many rows.
 */
export async function loadRoom(query: Query, place: Place): Promise<LoadedRoom | undefined> {
  const { rows } = await sql<{ sort: string; number: string; head: string; records: string | null }>`
    select sort, number, encode(head, 'hex') as head, (
      select json_agg(json_build_array(kind, record, fields) order by kind, record)::text
      from kernel.record where organisation = r.organisation and room = r.room) as records
    from kernel.room r where organisation = ${place.organisation} and room = ${place.room}`.execute(query)
  const row = rows[0]
  if (!row) return undefined
  const number = Number(row.number)
  const head = number === 0 ? CHAIN_START : row.head
  if (row.records === null) return { state: new RoomState(place.room, row.sort, number), head, people: new Set() }
  const records = JSON.parse(row.records) as StoredRecord[]
  const reader = new StoredRoom(records, await stampsOf(query, place, records))
  const snapshot = snapshotOf({ room: place.room, sort: row.sort, number, head, people: {}, fields: reader.fields, reader })
  const lost = snapshot.contested.flatMap(({ lost: values }) => values)
  const people = new Set([...snapshot.stamps.slice(1), ...lost].map(({ by }) => by))
  return { state: RoomState.open(snapshot), head, people }
}

/** Who, when and where of every number that the records bear. */
async function stampsOf(query: Query, place: Place, records: StoredRecord[]): Promise<Map<number, Stamp>> {
  const numbers = new Set(records.flatMap(([, , fields]) => Object.values(fields).map(field => field.number)))
  const rows = await query
    .selectFrom('kernel.history')
    .select(['number', 'by', 'device', 'at'])
    .where('organisation', '=', place.organisation)
    .where('room', '=', place.room)
    .where('number', '=', sql<number>`any(${[...numbers]}::bigint[])`)
    .execute()
  return new Map(
    rows.map(({ number, by, device, at }) => [Number(number), { number: Number(number), by, at: at.toISOString(), device }] as const),
  )
}

/** The stored records under the words that every reader of a room knows. */
class StoredRoom implements RoomReader {
  /** The fields met in each kind. */
  readonly fields = new Map<string, Set<string>>()
  readonly #kinds = new Map<string, Map<string, Record<string, StoredField>>>()
  readonly #stamps: Map<number, Stamp>

  constructor(records: StoredRecord[], stamps: Map<number, Stamp>) {
    this.#stamps = stamps
    for (const [kind, record, fields] of records) {
      const known = this.#kinds.get(kind) ?? new Map()
      this.#kinds.set(kind, known.set(record, fields))
      const names = this.fields.get(kind) ?? new Set()
      this.fields.set(kind, names)
      for (const field of Object.keys(fields)) names.add(field)
    }
  }

  field(kind: string, record: string, field: string): FieldState | undefined {
    const stored = this.#kinds.get(kind)?.get(record)?.[field]
    return stored && this.#state(stored)
  }

  record(kind: string, record: string): RecordState | undefined {
    const fields = this.#kinds.get(kind)?.get(record)
    return fields && Object.fromEntries(Object.entries(fields).map(([field, stored]) => [field, this.#state(stored)]))
  }

  ids(kind: string): Iterable<string> {
    return this.#kinds.get(kind)?.keys() ?? []
  }

  each(kind: string, field: string, visit: VisitField): void {
    for (const [record, fields] of this.#kinds.get(kind) ?? []) if (fields[field]) visit(record, this.#state(fields[field]))
  }

  #state({ value, number, contested }: StoredField): FieldState {
    const stamp = this.#stamps.get(number)
    if (!stamp) throw new Error(`a record bears number ${number}, which its history does not have`)
    return contested ? { value, stamp, contested } : { value, stamp }
  }
}
