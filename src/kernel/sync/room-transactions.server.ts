import type { Query } from '#kernel/database/database.server.ts'
import type { Change, ChangeSet, RoomReader } from '#kernel/record/change.ts'
import { DraftState } from '#kernel/record/draft-state.ts'
import { fieldsAfter } from '#kernel/record/merge.ts'
import { refuseChange } from '#kernel/record/refusals.ts'
import { RoomState } from '#kernel/record/room-state.ts'
import { checkText } from './change-text.ts'
import { DraftRoom } from './draft-room.ts'
import type { RoomBook } from './room-book.server.ts'
import { loadRoom } from './room-load.server.ts'
import { announceWith } from './room-news.server.ts'
import { appendWithin, entriesAfter, numberOfEntry, type Place, type RoomRow, roomRow } from './room-table.server.ts'
import type { RoomWriter } from './room-writer.server.ts'
import { LONGEST_TAIL, type Taken, take } from './server-room.ts'
import { uuidv7 } from './uuid.ts'

/** Whom an act of the server is written for. */
export interface ServerAuthor {
  person: string
  role: string
  device: string
}

/** What the server decides in one act, for a person who asked. */
export interface ServerAct {
  changes: Change[]
  label?: string
  undoes?: string
  /** Given when the same act may be asked for twice: the second time gets the answer of the first. */
  id?: string
  /** The number that its author had seen; the room's own when absent, so that nothing is contested. */
  base?: number
  /** When it was decided, for acts that were decided elsewhere. */
  at?: string
}

const MOST_SERVER_CHANGES = 2_000_000

/** Rooms inside a transaction of a domain: it sees what it has written itself, and others see it when it commits. */
export class RoomTransactions {
  readonly #book: RoomBook
  readonly #writer: RoomWriter

  constructor(book: RoomBook, writer: RoomWriter) {
    this.#book = book
    this.#writer = writer
  }

  async commit(query: Query, author: ServerAuthor, place: Place, act: ServerAct): Promise<Taken> {
    checkText(act.changes)
    const row = await roomRow(query, place, true)
    if (!row) throw refuseChange('room-unknown')
    const id = act.id ?? uuidv7(Date.now(), Math.random)
    const known = act.id === undefined ? undefined : await numberOfEntry(query, place, id)
    const reader = row.number === 0 ? new RoomState(place.room, row.sort) : await this.#readerAt(query, place, row)
    const draft = new DraftRoom(row, reader, asked => (asked === id ? known : undefined))
    const set: ChangeSet = {
      id,
      room: place.room,
      base: act.base ?? row.number,
      device: author.device,
      at: act.at ?? new Date().toISOString(),
      changes: act.changes,
      ...(act.undoes === undefined ? {} : { undoes: act.undoes }),
      ...(act.label === undefined ? {} : { label: act.label }),
    }
    const taken = await take(this.#writer.server(draft, MOST_SERVER_CHANGES), set, author)
    if (draft.entries.length > 0) {
      const appended = await appendWithin(query, place, draft)
      if (!('taken' in appended)) throw new Error(`room ${place.room} changed under its lock`)
      await announceWith(query, place, draft.number)
    }
    return taken
  }

  async read(query: Query, place: Place, lock = false): Promise<{ reader: RoomReader } & RoomRow> {
    const row = await roomRow(query, place, lock)
    if (!row) throw refuseChange('room-unknown')
    return { reader: await this.#readerAt(query, place, row), ...row }
  }

  /** What this node remembers, with what the transaction sees beyond it laid over; the tables when that is not to be had. */
  async #readerAt(query: Query, place: Place, row: RoomRow): Promise<RoomReader> {
    const memory = this.#book.remembered(place)
    const behind = memory ? row.number - memory.number : Number.POSITIVE_INFINITY
    if (memory && behind >= 0 && behind <= LONGEST_TAIL) {
      const reader = new DraftState(memory.state)
      const number = memory.number
      const beyond = behind === 0 ? [] : await entriesAfter(query, place, number, behind)
      // The node may have read on meanwhile: then its state is no longer the one that the entries follow.
      if (memory.number === number) {
        for (const { entry } of beyond) reader.lay(fieldsAfter(entry))
        return reader
      }
    }
    const loaded = await loadRoom(query, place)
    if (!loaded) throw refuseChange('room-unknown')
    return loaded.state
  }
}
