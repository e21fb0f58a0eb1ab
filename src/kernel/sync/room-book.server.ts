import type { Database, Query } from '#kernel/database/database.server.ts'
import type { Entry } from '#kernel/record/change.ts'
import { loadRoom } from './room-load.server.ts'
import { RoomMemory } from './room-memory.server.ts'
import { entriesAfter, type Place, roomRow } from './room-table.server.ts'

/** Names of authors, as the organisation knows them. */
export type NamesOf = (query: Query, people: string[]) => Promise<Record<string, string>>

const PAGE = 500

/** The rooms that this node remembers, each read from the tables when first asked for and forgotten when long unused. */
export class RoomBook {
  readonly #database: Database
  readonly #names: NamesOf
  readonly #mostWeight: number
  /** In the order of last use. */
  readonly #rooms = new Map<string, Promise<RoomMemory | undefined>>()
  readonly #open = new Map<string, RoomMemory>()
  readonly #catchingUp = new Map<RoomMemory, Promise<void>>()

  constructor(database: Database, names: NamesOf, mostWeight = 2_000_000) {
    this.#database = database
    this.#names = names
    this.#mostWeight = mostWeight
  }

  /** The room, or `undefined` when the organisation has no such room. */
  async room(place: Place): Promise<RoomMemory | undefined> {
    const key = keyOf(place)
    const known = this.#rooms.get(key) ?? this.#load(place)
    this.#rooms.delete(key)
    this.#rooms.set(key, known)
    return known
  }

  /** The room if this node remembers it already. */
  remembered(place: Place): RoomMemory | undefined {
    return this.#open.get(keyOf(place))
  }

  all(): Iterable<RoomMemory> {
    return this.#open.values()
  }

  async #load(place: Place): Promise<RoomMemory | undefined> {
    const key = keyOf(place)
    try {
      const memory = await this.#database.inOrganisation(place.organisation, query => this.#read(query, place))
      if (memory) this.#open.set(key, memory)
      else this.#rooms.delete(key)
      this.#forgetSome(memory)
      return memory
    } catch (error) {
      this.#rooms.delete(key)
      throw error
    }
  }

  async #read(query: Query, place: Place): Promise<RoomMemory | undefined> {
    const loaded = await loadRoom(query, place)
    if (!loaded) return undefined
    const memory = new RoomMemory(place, loaded)
    await this.nameAuthors(query, memory, loaded.people)
    return memory
  }

  /** Learns the names that the room does not know yet. */
  async nameAuthors(query: Query, memory: RoomMemory, people: Iterable<string>): Promise<void> {
    const unnamed = [...new Set(people)].filter(person => !memory.people.has(person))
    if (unnamed.length === 0) return
    const names = await this.#names(query, unnamed)
    for (const person of unnamed) memory.people.set(person, names[person] ?? '')
  }

  /** Reads what the history has beyond what this node knows. Asked again meanwhile, it looks once more. */
  catchUp(memory: RoomMemory): Promise<void> {
    const before = this.#catchingUp.get(memory) ?? Promise.resolve()
    const next = before.then(() => this.#readOn(memory))
    const settled = next
      .catch(() => undefined)
      .finally(() => {
        if (this.#catchingUp.get(memory) === settled) this.#catchingUp.delete(memory)
      })
    this.#catchingUp.set(memory, settled)
    return next
  }

  async #readOn(memory: RoomMemory): Promise<void> {
    let read: number
    do {
      read = await this.#database.inOrganisation(memory.place.organisation, query => this.readPage(query, memory))
    } while (read === PAGE)
  }

  /** Takes the next entries of the history; answers how many there were. */
  async readPage(query: Query, memory: RoomMemory): Promise<number> {
    const found = await entriesAfter(query, memory.place, memory.number, PAGE)
    await this.nameAuthors(
      query,
      memory,
      found.flatMap(({ entry }) => authorsOf(entry)),
    )
    for (const { entry, hash } of found) memory.apply(entry, hash)
    return found.length
  }

  /** Catches up when the table is ahead, as it is after a notice was lost. `false` when the room is gone. */
  async freshen(memory: RoomMemory): Promise<boolean> {
    const row = await this.#database.inOrganisation(memory.place.organisation, query => roomRow(query, memory.place))
    if (row && row.number > memory.number) await this.catchUp(memory)
    return row !== undefined
  }

  /** Whoever asked for the latest room is about to use it, however heavy it is. */
  #forgetSome(latest: RoomMemory | undefined): void {
    let weight = 0
    for (const memory of this.#open.values()) weight += memory.weight()
    for (const key of [...this.#rooms.keys()]) {
      if (weight <= this.#mostWeight) return
      const memory = this.#open.get(key)
      if (!memory || memory === latest || memory.followers.size > 0 || memory.writing > memory.number) continue
      weight -= memory.weight()
      this.#open.delete(key)
      this.#rooms.delete(key)
    }
  }
}

export function keyOf({ organisation, room }: Place): string {
  return `${organisation}/${room}`
}

export function authorsOf(entry: Entry): string[] {
  return [entry.by, ...(entry.contested ?? []).map(({ lost }) => lost.by)]
}
