import { sql } from 'kysely'
import type { Logger } from 'pino'
import { announce, type Database, type Query } from '#kernel/database/database.server.ts'
import { isAway } from '#kernel/database/outage.server.ts'
import { keyOf, type RoomBook } from './room-book.server.ts'
import type { RoomMemory } from './room-memory.server.ts'
import type { Place } from './room-table.server.ts'

export interface RoomNewsSettings {
  database: Database
  book: RoomBook
  log: Logger
  lookEveryMs: number
  /** What else is due at each look. */
  look(): void
}

const CHANNEL = 'rooms'
/** Notices wait this long for company: each is a commit, and commits with a notice go one by one through the whole installation. */
const SAY_AFTER_MS = 10

/** Announces inside a transaction of a domain, so that its own node hears of it too. */
export function announceWith(query: Query, place: Place, number: number): Promise<void> {
  return announce(query, CHANNEL, `${keyOf(place)}/${number}`)
}

/**
 * Hears that a room has a new number and reads the history up to it. A notice is only a wake-up: it may be lost or come twice. Rooms that
 * somebody has open are compared with the tables now and then, so that a lost notice costs seconds and never an entry.
 */
export class RoomNews {
  readonly #settings: RoomNewsSettings
  #stop: (() => Promise<void>) | undefined
  /** Rooms written here whose notice is still to be sent, with their number. */
  readonly #unsaid = new Map<string, number>()
  #saying: NodeJS.Timeout | undefined
  #looking: NodeJS.Timeout | undefined
  #closed = false

  constructor(settings: RoomNewsSettings) {
    this.#settings = settings
  }

  async open(): Promise<void> {
    this.#stop = await this.#settings.database.listen(CHANNEL, payload => this.#hear(payload))
    this.#lookLater()
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#looking)
    clearTimeout(this.#saying)
    await this.#sayAll()
    await this.#stop?.()
  }

  /** Lets the other nodes know. The embedded database serves this process alone, and it knows. */
  say(place: Place, number: number): void {
    if (this.#settings.database.engine === 'pglite') return
    this.#unsaid.set(keyOf(place), number)
    this.#saying ??= setTimeout(() => void this.#sayAll(), SAY_AFTER_MS)
  }

  async #sayAll(): Promise<void> {
    this.#saying = undefined
    const notices = [...this.#unsaid].map(([room, number]) => `${room}/${number}`)
    this.#unsaid.clear()
    if (notices.length === 0) return
    await this.#settings.database.pool
      .query('select pg_notify($1, notice) from unnest($2::text[]) as n (notice)', [CHANNEL, notices])
      .catch((error: unknown) =>
        this.#settings.log.warn({ err: error }, 'the other nodes could not be told at once; they look by themselves'),
      )
  }

  #hear(payload: string): void {
    const [, organisation, room, number] = /^([^/]+)\/(.*)\/(\d+)$/s.exec(payload) ?? []
    if (organisation === undefined || room === undefined) return
    const memory = this.#settings.book.remembered({ organisation, room })
    if (memory && Number(number) > Math.max(memory.number, memory.writing)) this.#catchUp(memory)
  }

  #catchUp(memory: RoomMemory): void {
    this.#settings.book.catchUp(memory).catch((error: unknown) => {
      if (!this.#closed && !isAway(error))
        this.#settings.log.warn({ err: error, room: memory.place.room }, 'the history of a room could not be read')
    })
  }

  #lookLater(): void {
    this.#looking = setTimeout(() => void this.#look().finally(() => this.#closed || this.#lookLater()), this.#settings.lookEveryMs).unref()
  }

  async #look(): Promise<void> {
    this.#settings.look()
    const followed = [...this.#settings.book.all()].filter(memory => memory.followers.size > 0)
    if (followed.length === 0) return
    try {
      const numbers = await this.#numbers(followed)
      for (const memory of followed) {
        const { organisation, room } = memory.place
        if ((numbers.get(`${organisation}/${room}`) ?? 0) > Math.max(memory.number, memory.writing)) this.#catchUp(memory)
      }
    } catch (error) {
      if (!this.#closed && !isAway(error)) this.#settings.log.warn({ err: error }, 'the rooms could not be compared with the tables')
    }
  }

  async #numbers(followed: RoomMemory[]): Promise<Map<string, number>> {
    const organisations = followed.map(({ place }) => place.organisation)
    const rooms = followed.map(({ place }) => place.room)
    const { rows } = await sql<{ organisation: string; room: string; number: string }>`
      select r.organisation, r.room, r.number from kernel.room r
      join unnest(${organisations}::uuid[], ${rooms}::text[]) as f (organisation, room)
        on f.organisation = r.organisation and f.room = r.room`.execute(this.#settings.database.kysely)
    return new Map(rows.map(({ organisation, room, number }) => [`${organisation}/${room}`, Number(number)]))
  }
}
