import { type RawBuilder, sql } from 'kysely'
import type { Database, Query } from '#kernel/database/database.server.ts'
import { CHAIN_START } from '#kernel/record/chain.ts'
import type { Entry, LostValue, Value } from '#kernel/record/change.ts'
import type { FieldWrite } from '#kernel/record/merge.ts'
import { entryOf, textOf } from './entry-text.ts'

export interface RoomTable {
  organisation: string
  room: string
  sort: string
  number: string | number | bigint
  head: Buffer
}

export interface RecordTable {
  organisation: string
  room: string
  kind: string
  record: string
  fields: Record<string, StoredField>
}

export interface HistoryTable {
  organisation: string
  room: string
  number: string | number
  id: string
  by: string
  device: string
  at: Date
  entry: string
  hash: Buffer
}

declare module '#kernel/database/tables.ts' {
  interface Tables {
    'kernel.room': RoomTable
    'kernel.record': RecordTable
    'kernel.history': HistoryTable
  }
}

/** A field as the table keeps it: the number leads to the history row that says who, when and where. */
export interface StoredField {
  value: Value
  number: number
  contested?: LostValue[]
}

export interface Place {
  organisation: string
  room: string
}

/** What a room's row says: its sort, the last number given and the hash of that number's entry. */
export interface RoomRow {
  sort: string
  number: number
  head: string
}

/** Entries that follow a number, sealed and ready to be written. */
export interface Written {
  after: number
  entries: { entry: Entry; hash: string }[]
  fields: FieldWrite[]
}

/** `moved`: the room has a later number than its writer knew. `known`: some of the entries were added before, under these numbers. */
export type Appended = { taken: true } | { moved: true } | { known: Record<string, number> }

export async function roomRow(query: Query, place: Place, lock = false): Promise<RoomRow | undefined> {
  const row = await query
    .selectFrom('kernel.room')
    .select(['sort', 'number', 'head'])
    .where('organisation', '=', place.organisation)
    .where('room', '=', place.room)
    .$if(lock, locked => locked.forNoKeyUpdate())
    .executeTakeFirst()
  return row && { sort: row.sort, ...numberAndHead(row) }
}

function numberAndHead(row: { number: string | number | bigint; head: Buffer }): { number: number; head: string } {
  const number = Number(row.number)
  return { number, head: number === 0 ? CHAIN_START : row.head.toString('hex') }
}

/** Writes in a transaction of its own: one round trip to the server. */
export async function appendAlone(database: Database, place: Place, written: Written): Promise<Appended> {
  const { rows } = await database.pool.query<{ appended: Appended }>({
    name: 'append',
    text: 'select kernel.append_alone($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) as appended',
    values: parameters(place, written),
  })
  return rows[0]!.appended
}

export async function appendWithin(query: Query, place: Place, written: Written): Promise<Appended> {
  const list = sql.join(parameters(place, written).map(value => sql`${value}`) as RawBuilder<unknown>[])
  const { rows } = await sql<{ appended: Appended }>`select kernel.append(${list}) as appended`.execute(query)
  return rows[0]!.appended
}

function parameters({ organisation, room }: Place, { after, entries, fields }: Written): unknown[] {
  return [
    organisation,
    room,
    after,
    entries.at(-1)!.hash,
    entries.map(({ entry }) => entry.id),
    entries.map(({ entry }) => entry.by),
    entries.map(({ entry }) => entry.device),
    entries.map(({ entry }) => entry.at),
    entries.map(({ entry }) => textOf(entry)),
    entries.map(({ hash }) => hash),
    JSON.stringify(storedRecords(fields)),
  ]
}

/** The fields by record, each record once, a later decision over an earlier one. */
function storedRecords(fields: FieldWrite[]): [kind: string, record: string, fields: Record<string, StoredField>][] {
  const records = new Map<string, [string, string, Record<string, StoredField>]>()
  for (const { kind, record, field, state } of fields) {
    const key = `${kind}\n${record}`
    const stored = records.get(key) ?? [kind, record, {}]
    records.set(key, stored)
    stored[2][field] = {
      value: state.value,
      number: state.stamp.number,
      ...(state.contested ? { contested: state.contested } : {}),
    }
  }
  return [...records.values()]
}

/** The rows of a room's history, to be narrowed. */
export function historyOf(query: Query, { organisation, room }: Place) {
  return query.selectFrom('kernel.history').where('organisation', '=', organisation).where('room', '=', room)
}

/** The entries after a number, oldest first. */
export async function entriesAfter(query: Query, place: Place, since: number, most: number): Promise<{ entry: Entry; hash: string }[]> {
  const rows = await historyOf(query, place).select(['entry', 'hash']).where('number', '>', since).orderBy('number').limit(most).execute()
  return rows.map(row => ({ entry: entryOf(row.entry), hash: row.hash.toString('hex') }))
}

/** The hash of the history at a number. */
export async function headAt(query: Query, place: Place, number: number): Promise<string | undefined> {
  const row = await historyOf(query, place).select('hash').where('number', '=', number).executeTakeFirst()
  return row?.hash.toString('hex')
}

export async function numberOfEntry(query: Query, place: Place, id: string): Promise<number | undefined> {
  const row = await historyOf(query, place).select('number').where('id', '=', id).executeTakeFirst()
  return row && Number(row.number)
}
