import { setImmediate as breathe } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Query } from '#kernel/database/database.server.ts'
import { CHAIN_START } from '#kernel/record/chain.ts'
import { ColumnWriter } from '#kernel/record/column-writer.ts'
import { RoomState } from '#kernel/record/room-state.ts'
import { NO_STAMP } from '#kernel/record/snapshot.ts'
import type { Snapshot } from './protocol.ts'
import { historyOf, type Place, type StoredField } from './room-table.server.ts'

export interface LoadedRoom {
  state: RoomState
  head: string
  /** Everybody whom the state names as an author. */
  people: Set<string>
  /** The same room as columns, with no name in it; `undefined` before its first number. */
  snapshot?: Snapshot
}

type StoredRecord = [kind: string, record: string, fields: Record<string, StoredField>]

/** Records read and written as columns before others on this node get a turn: some 20 ms. */
const AT_ONCE = 10_000

/**
 * Reads a whole room. One statement sees one moment, so number and records belong together; the records come as a few long texts, which cost
 * a third of as many rows, and none so long that reading it holds everybody up.
 */
export async function loadRoom(query: Query, place: Place): Promise<LoadedRoom | undefined> {
  const { rows } = await sql<{ sort: string; number: string; head: string; records: string | null }>`
    select sort, number, encode(head, 'hex') as head, p.records from kernel.room r
    left join lateral (
      select part, json_agg(json_build_array(kind, record, fields) order by kind, record)::text as records
      from (select kind, record, fields, (row_number() over (order by kind, record) - 1) / ${sql.lit(AT_ONCE)} as part
        from kernel.record where organisation = r.organisation and room = r.room) numbered
      group by part) p on true
    where organisation = ${place.organisation} and room = ${place.room} order by p.part`.execute(query)
  const row = rows[0]
  if (!row) return undefined
  const number = Number(row.number)
  const head = number === 0 ? CHAIN_START : row.head
  if (row.records === null) return { state: new RoomState(place.room, row.sort, number), head, people: new Set() }
  const writer = await columnsOf(rows.map(({ records }) => records!))
  const stamps = await stampsOf(query, place, writer.numbers)
  const { contested } = writer
  const snapshot = { room: place.room, sort: row.sort, number, head, stamps, kinds: writer.kinds(), contested, people: {} }
  const lost = contested.flatMap(({ lost: values }) => values)
  const people = new Set([...stamps.slice(1), ...lost].map(({ by }) => by))
  return { state: RoomState.open(snapshot), head, people, snapshot }
}

async function columnsOf(parts: string[]): Promise<ColumnWriter> {
  const writer = new ColumnWriter()
  for (const part of parts) {
    for (const [kind, record, fields] of JSON.parse(part) as StoredRecord[]) writer.record(kind, record, Object.entries(fields))
    await breathe()
  }
  return writer
}

/** Who, when and where of every number that the records bear, in their order. */
async function stampsOf(query: Query, place: Place, numbers: number[]): Promise<Snapshot['stamps']> {
  const rows = await historyOf(query, place)
    .select(['number', 'by', 'device', 'at'])
    .where('number', '=', sql<number>`any(${numbers}::bigint[])`)
    .execute()
  const known = new Map(
    rows.map(({ number, by, device, at }) => [Number(number), { number: Number(number), by, at: at.toISOString(), device }]),
  )
  return numbers.map((number, index) => {
    const stamp = index === 0 ? NO_STAMP : known.get(number)
    if (!stamp) throw new Error(`a record bears number ${number}, which its history does not have`)
    return stamp
  })
}
