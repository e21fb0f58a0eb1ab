import { hash } from 'node:crypto'
import { setImmediate as breathe } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Query } from '#kernel/database/database.server.ts'
import { canonical, sameValue } from '#kernel/record/canonical.ts'
import { type ChainVerdict, type HistoryRow, verifyChain } from '#kernel/record/chain.ts'
import type { Change, Entry } from '#kernel/record/change.ts'
import { RoomState } from '#kernel/record/room-state.ts'
import { entryOf, textOf } from './entry-text.ts'
import { authorsOf, type NamesOf } from './room-book.server.ts'
import { loadRoom } from './room-load.server.ts'
import { historyOf, type Place, roomRow } from './room-table.server.ts'

/** One act in a timeline. A large one shows its first changes and says how many there are. */
export interface HistoryItem extends Omit<Entry, 'changes'> {
  changes: Change[]
  /** Changes of the act, of the asked record alone when one was asked for. */
  count: number
  /** How many records of each kind it touched. */
  records: Record<string, number>
  /** Every change decided the same field the same way. */
  alike: boolean
}

export interface HistoryPage {
  /** Newest first. */
  items: HistoryItem[]
  people: Record<string, string>
  /** Ask again with `before` at this number for older acts; absent when there are none. */
  next?: number
}

export interface HistoryQuestion {
  before?: number | undefined
  limit: number
  kind?: string | undefined
  record?: string | undefined
  /** Whole acts that touched this record or gave its id as a value, such as a comment about it. */
  about?: string | undefined
  /** Acts of this person alone. */
  by?: string | undefined
}

const MOST_CHANGES_SHOWN = 50
/** Records compared before others on this node get a turn. */
const AT_ONCE = 2_000
const PAGE = 200

/** A page of what was done in a room, newest first; of one record when it is named. */
export async function historyPage(query: Query, place: Place, names: NamesOf, question: HistoryQuestion): Promise<HistoryPage> {
  const items: HistoryItem[] = []
  let before = question.before ?? Number.MAX_SAFE_INTEGER
  for (;;) {
    const entries = await entriesBefore(query, place, before, question)
    for (const entry of entries) {
      const item = itemOf(entry, question)
      if (item.count > 0 || (question.record === undefined && question.kind === undefined)) items.push(item)
      if (items.length > question.limit) break
    }
    if (items.length > question.limit || entries.length < PAGE) break
    before = entries.at(-1)!.number
  }
  const shown = items.slice(0, question.limit)
  const people = await names(query, [...new Set(shown.flatMap(item => authorsOf(item)))])
  return { items: shown, people, ...(items.length > question.limit ? { next: shown.at(-1)!.number } : {}) }
}

/**
 * The text of an entry names its records, so the table itself leaves out most of those that do not concern the asked one. It reads along
 * the key of the room, never through other rooms: 25 ms for 50,000 acts. An index by record would be paid by every write, and row-level
 * security keeps the planner from using one that is not made of plain equalities.
 */
async function entriesBefore(
  query: Query,
  place: Place,
  before: number,
  { record, about = record, by }: HistoryQuestion,
): Promise<Entry[]> {
  const rows = await historyOf(query, place)
    .select('entry')
    .where('number', '<', before)
    .$if(about !== undefined, narrowed => narrowed.where(sql<boolean>`position(${JSON.stringify(about)} in entry) > 0`))
    .$if(by !== undefined, narrowed => narrowed.where('by', '=', by ?? ''))
    .orderBy('number', 'desc')
    .limit(PAGE)
    .execute()
  return rows.map(row => entryOf(row.entry))
}

function itemOf(entry: Entry, { kind, record }: HistoryQuestion): HistoryItem {
  const concerns = (one: { kind: string; record: string }) =>
    (kind === undefined || one.kind === kind) && (record === undefined || one.record === record)
  const changes = entry.changes.filter(concerns)
  const { contested, ...rest } = entry
  const shown = changes.slice(0, MOST_CHANGES_SHOWN)
  const item: HistoryItem = { ...rest, changes: shown, count: changes.length, records: recordsByKind(changes), alike: areAlike(changes) }
  const lost = contested?.filter(concerns) ?? []
  return lost.length > 0 ? { ...item, contested: lost } : item
}

function recordsByKind(changes: Change[]): Record<string, number> {
  const touched = new Map<string, Set<string>>()
  for (const { kind, record } of changes) touched.set(kind, (touched.get(kind) ?? new Set()).add(record))
  return Object.fromEntries(Array.from(touched, ([kind, records]) => [kind, records.size]))
}

function areAlike([first, ...others]: Change[]): boolean {
  return (
    first !== undefined && others.every(({ kind, field, to }) => kind === first.kind && field === first.field && sameValue(to, first.to))
  )
}

/** One act, whole. */
export async function entryNamed(query: Query, place: Place, id: string): Promise<Entry | undefined> {
  const row = await historyOf(query, place).select('entry').where('id', '=', id).executeTakeFirst()
  return row && entryOf(row.entry)
}

export type Verdict =
  | ChainVerdict
  | { intact: false; number: number; reason: 'columns-differ' | 'end-missing' }
  /** The history is whole, but it does not lead to what the room shows of this record. */
  | { intact: false; number: number; reason: 'state-differs'; record: string }

/**
 * Recomputes the chain of a room from its first entry and does again everything it says. One byte that was changed, a row that is gone,
 * or a value that no entry decided is found. Others write on meanwhile: each look says up to which number it counts.
 */
export async function verifyRoom(query: Query, place: Place): Promise<Verdict | undefined> {
  const row = await roomRow(query, place)
  if (!row) return undefined
  const reading = new HistoryReading(query, place, row.sort)
  const chain = await verifyChain(reading.rows(row.number), text => hash('sha256', text))
  if (reading.odd !== undefined && (chain.intact || reading.odd <= chain.number)) {
    return { intact: false, number: reading.odd, reason: 'columns-differ' }
  }
  if (chain.intact && (chain.number !== row.number || chain.head !== row.head)) {
    return { intact: false, number: chain.number + 1, reason: 'end-missing' }
  }
  const record = chain.intact ? await oddRecord(query, place, reading) : undefined
  return record === undefined ? chain : { intact: false, number: chain.number, reason: 'state-differs', record }
}

/** The first record whose stored state is not what the history leads to. */
async function oddRecord(query: Query, place: Place, reading: HistoryReading): Promise<string | undefined> {
  const loaded = await loadRoom(query, place)
  if (!loaded) throw new Error(`room ${place.room} vanished under its own transaction`)
  for await (const _ of reading.rows(loaded.state.number));
  const told = reading.state
  let compared = 0
  for (const kind of new Set([...told.kinds(), ...loaded.state.kinds()])) {
    for (const id of new Set([...told.ids(kind), ...loaded.state.ids(kind)])) {
      if (++compared % AT_ONCE === 0) await breathe()
      if (canonical(told.record(kind, id) ?? null) !== canonical(loaded.state.record(kind, id) ?? null)) return `${kind} ${id}`
    }
  }
  return undefined
}

/** Reads the rows in order and notes the first whose columns or spelling are not those of its entry. */
class HistoryReading {
  odd: number | undefined
  /** Where the entries lead, up to the first that does not follow. */
  readonly state: RoomState
  readonly #query: Query
  readonly #place: Place

  constructor(query: Query, place: Place, sort: string) {
    this.state = new RoomState(place.room, sort)
    this.#query = query
    this.#place = place
  }

  /** The rows not read yet, up to a number. */
  async *rows(until: number): AsyncGenerator<HistoryRow> {
    let last = this.state.number
    for (;;) {
      const rows = await this.#page(last, until)
      for (const row of rows) {
        const entry = entryOf(row.entry)
        last = Number(row.number)
        const same =
          entry.number === last &&
          entry.id === row.id &&
          entry.by === row.by &&
          entry.device === row.device &&
          entry.at === row.at.toISOString() &&
          textOf(entry) === row.entry
        if (!same) this.odd ??= last
        if (entry.number === this.state.number + 1) this.state.apply(entry)
        yield { entry, hash: row.hash.toString('hex') }
      }
      if (rows.length < PAGE) return
    }
  }

  #page(after: number, until: number) {
    return historyOf(this.#query, this.#place)
      .select(['number', 'id', 'by', 'device', 'at', 'entry', 'hash'])
      .where('number', '>', after)
      .where('number', '<=', until)
      .orderBy('number')
      .limit(PAGE)
      .execute()
  }
}
