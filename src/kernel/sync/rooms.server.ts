import type { Logger } from 'pino'
import { demand } from '#kernel/access/demand.ts'
import { type Actor, roleIn } from '#kernel/access/role.ts'
import type { Database, Query } from '#kernel/database/database.server.ts'
import { isAway } from '#kernel/database/outage.server.ts'
import type { ChangeSet, RoomReader } from '#kernel/record/change.ts'
import type { RoomDefinition } from '#kernel/record/definition.ts'
import { readChangeSet } from '#kernel/record/judge.ts'
import { refuseChange } from '#kernel/record/refusals.ts'
import { checkText } from './change-text.ts'
import { PresenceBoard } from './presence.server.ts'
import type { Cursor, Presence, ToDevice } from './protocol.ts'
import { type NamesOf, RoomBook } from './room-book.server.ts'
import { type HistoryPage, type HistoryQuestion, historyPage, type Verdict, verifyRoom } from './room-history.server.ts'
import type { Follower, ReadySnapshot, RoomMemory } from './room-memory.server.ts'
import { RoomNews } from './room-news.server.ts'
import { knownTo, openingOf } from './room-opening.server.ts'
import type { Place, RoomRow } from './room-table.server.ts'
import { RoomTransactions, type ServerAct, type ServerAuthor } from './room-transactions.server.ts'
import { type Author, RoomWriter } from './room-writer.server.ts'
import type { Taken } from './server-room.ts'

export interface RoomsSettings {
  database: Database
  definitions: RoomDefinition[]
  log: Logger
  /** Names of authors, as the organisation knows them. */
  names: NamesOf
  /** How long somebody is shown as present after they were last seen. */
  presenceStaysMs?: number
  /** How often the tables are looked at in case a notice was lost. */
  lookEveryMs?: number
  /** How much of rooms that nobody has open is remembered, in records. */
  mostWeight?: number
}

/** Somebody who has a room open on this node. */
export interface RoomFollower extends Follower {
  presence(people: Presence[]): void
}

/** What a transaction sees of a room. */
export type RoomNow = { reader: RoomReader } & RoomRow

/** The rooms of the installation: every way to read them, to write in them and to hear what others do there. */
export interface Rooms {
  /** Makes a room inside a transaction of a domain, with the first decisions in it. */
  create(query: Query, place: Place, sort: string, first?: { author: ServerAuthor; act: ServerAct }): Promise<void>
  /** Takes a change set of a device, whatever brought it: all of it or nothing, once however often it is sent. */
  commit(actor: Actor, changeSet: unknown): Promise<Taken>
  /** Takes the change sets of one room in their order, written together where that is possible. A refused one does not hold up the next. */
  commitAll(actor: Actor, room: string, changeSets: object[]): Promise<PromiseSettledResult<Taken>[]>
  /** Takes an act of the server inside a transaction of a domain: an import, a documented endpoint. */
  commitWithin(query: Query, author: ServerAuthor, place: Place, act: ServerAct): Promise<Taken>
  /** What a device that knows everything up to its cursor needs to know everything. */
  open(actor: Actor, room: string, cursor: Cursor): Promise<ToDevice[]>
  /** The same, and then every entry, as lines ready to be sent. Call the answer to stop. */
  follow(actor: Actor, room: string, cursor: Cursor, follower: RoomFollower): Promise<() => void>
  snapshot(place: Place): Promise<ReadySnapshot>
  /** Refuses a room that the organisation does not have. */
  known(place: Place): Promise<void>
  /** The state of a room as a transaction sees it, with its number and the head of its chain. */
  read(query: Query, place: Place): Promise<RoomNow>
  /** The same, and nobody else writes in the room before the transaction ends: for what is decided upon all that was read. */
  hold(query: Query, place: Place): Promise<RoomNow>
  /** Remembers a room that a transaction is about to read or write: asked outside of it, it saves reading the whole room there. */
  keep(place: Place): Promise<void>
  history(query: Query, place: Place, question: HistoryQuestion): Promise<HistoryPage>
  verify(query: Query, place: Place): Promise<Verdict>
  presence(place: Place): Presence[]
  seen(actor: Actor, room: string, where: { at: string | null; place: string | null; device?: string }): void
  left(actor: Actor, room: string, device?: string): void
  close(): Promise<void>
}

const PRESENCE_STAYS_MS = 30_000
const LOOK_EVERY_MS = 5_000

export async function openRooms(settings: RoomsSettings): Promise<Rooms> {
  const rooms = new OpenRooms(settings)
  await rooms.listen()
  return rooms
}

class OpenRooms implements Rooms {
  readonly #settings: RoomsSettings
  readonly #book: RoomBook
  readonly #writer: RoomWriter
  readonly #transactions: RoomTransactions
  readonly #news: RoomNews
  readonly #board: PresenceBoard
  readonly #followers = new Map<RoomMemory, Set<RoomFollower>>()
  readonly #told = new Map<RoomMemory, NodeJS.Immediate>()

  constructor(settings: RoomsSettings) {
    const { database, log } = settings
    const definitions = new Map(settings.definitions.map(definition => [definition.sort, definition]))
    this.#settings = settings
    this.#book = new RoomBook(database, settings.names, settings.mostWeight)
    this.#writer = new RoomWriter(database, this.#book, definitions, (place, number) => this.#news.say(place, number))
    this.#transactions = new RoomTransactions(this.#book, this.#writer)
    this.#news = new RoomNews({
      database,
      book: this.#book,
      log,
      lookEveryMs: settings.lookEveryMs ?? LOOK_EVERY_MS,
      look: () => this.#board.expire(),
    })
    this.#board = new PresenceBoard({
      database,
      staysMs: settings.presenceStaysMs ?? PRESENCE_STAYS_MS,
      now: Date.now,
      changed: place => this.#tellPresence(place),
      failed: error => isAway(error) || log.warn({ err: error }, 'presence could not be told to the other nodes'),
    })
  }

  async listen(): Promise<void> {
    await this.#news.open()
    await this.#board.open()
  }

  async create(query: Query, place: Place, sort: string, first?: { author: ServerAuthor; act: ServerAct }): Promise<void> {
    if (!this.#settings.definitions.some(definition => definition.sort === sort)) throw new Error(`no definition for rooms of sort ${sort}`)
    await query
      .insertInto('kernel.room')
      .values({ ...place, sort, number: 0, head: Buffer.alloc(32) })
      .execute()
    if (first) await this.commitWithin(query, first.author, place, first.act)
  }

  async commit(actor: Actor, changeSet: unknown): Promise<Taken> {
    const set = readWords(changeSet)
    return this.#writer.write(await this.#writableRoom(actor, set.room), set, authorOf(actor, set.room))
  }

  async commitAll(actor: Actor, room: string, changeSets: object[]): Promise<PromiseSettledResult<Taken>[]> {
    const memory = await this.#writableRoom(actor, room)
    const author = authorOf(actor, room)
    // Nothing is waited for between one and the next: they join the queue as they come.
    return Promise.allSettled(changeSets.map(async changeSet => this.#writer.write(memory, readWords({ ...changeSet, room }), author)))
  }

  commitWithin(query: Query, author: ServerAuthor, place: Place, act: ServerAct): Promise<Taken> {
    return this.#transactions.commit(query, author, place, act)
  }

  async open(actor: Actor, room: string, cursor: Cursor): Promise<ToDevice[]> {
    const memory = await this.#freshRoom(actor, room)
    const known = await knownTo(this.#settings.database, this.#book, memory, cursor)
    return openingOf(memory, known).map(({ message }) => message)
  }

  async follow(actor: Actor, room: string, cursor: Cursor, follower: RoomFollower): Promise<() => void> {
    const memory = await this.#freshRoom(actor, room)
    const known = await knownTo(this.#settings.database, this.#book, memory, cursor)
    // Forgotten meanwhile, because others were opened, it hears nothing any more.
    if (this.#book.remembered(memory.place) !== memory) return this.follow(actor, room, cursor, follower)
    for (const { line } of openingOf(memory, known)) follower.line(line())
    follower.presence(this.#board.in(memory.place))
    memory.followers.add(follower)
    const followers = this.#followers.get(memory) ?? new Set()
    this.#followers.set(memory, followers.add(follower))
    return () => {
      memory.followers.delete(follower)
      followers.delete(follower)
      if (followers.size === 0) this.#followers.delete(memory)
    }
  }

  async snapshot(place: Place): Promise<ReadySnapshot> {
    const memory = await this.#room(place.organisation, place.room)
    if (!(await this.#book.freshen(memory))) throw refuseChange('room-unknown')
    return memory.snapshot()
  }

  async known({ organisation, room }: Place): Promise<void> {
    await this.#room(organisation, room)
  }

  read(query: Query, place: Place) {
    return this.#transactions.read(query, place)
  }

  hold(query: Query, place: Place) {
    return this.#transactions.read(query, place, true)
  }

  async keep(place: Place): Promise<void> {
    await this.#book.room(place)
  }

  history(query: Query, place: Place, question: HistoryQuestion): Promise<HistoryPage> {
    return historyPage(query, place, this.#settings.names, question)
  }

  async verify(query: Query, place: Place): Promise<Verdict> {
    const verdict = await verifyRoom(query, place)
    if (!verdict) throw refuseChange('room-unknown')
    return verdict
  }

  presence(place: Place): Presence[] {
    return this.#board.in(place)
  }

  seen(actor: Actor, room: string, { at, place, device }: { at: string | null; place: string | null; device?: string }): void {
    const { organisation, person, name } = actor
    this.#board.seen({ organisation, room }, { person, name, device: device ?? actor.device, at, place })
  }

  left(actor: Actor, room: string, device?: string): void {
    this.#board.gone({ organisation: actor.organisation, room }, device ?? actor.device)
  }

  async close(): Promise<void> {
    await this.#news.close()
    await this.#board.close()
  }

  async #room(organisation: string, room: string): Promise<RoomMemory> {
    const memory = await this.#book.room({ organisation, room })
    if (!memory) throw refuseChange('room-unknown')
    return memory
  }

  async #writableRoom(actor: Actor, room: string): Promise<RoomMemory> {
    demand(actor, 'write', room)
    return this.#room(actor.organisation, room)
  }

  /** A room that the actor may read, with everything that was written before they asked, on whatever node. */
  async #freshRoom(actor: Actor, room: string): Promise<RoomMemory> {
    demand(actor, 'read', room)
    const memory = await this.#room(actor.organisation, room)
    if (!(await this.#book.freshen(memory))) throw refuseChange('room-unknown')
    return memory
  }

  /** People who move together are told of together. */
  #tellPresence(place: Place): void {
    const memory = this.#book.remembered(place)
    const followers = memory && this.#followers.get(memory)
    if (!memory || !followers || this.#told.has(memory)) return
    const tell = () => {
      this.#told.delete(memory)
      const people = this.#board.in(place)
      for (const follower of followers) follower.presence(people)
    }
    this.#told.set(memory, setImmediate(tell))
  }
}

function readWords(changeSet: unknown): ChangeSet {
  const set = readChangeSet(changeSet)
  checkText(set.changes)
  return set
}

/** Rights given on one room count there: who may manage it decides as a lead would. */
function authorOf(actor: Actor, room: string): Author {
  const { person, name } = actor
  return { person, name, role: roleIn(actor, room) }
}
