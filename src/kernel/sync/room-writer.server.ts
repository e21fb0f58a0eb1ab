import { hash } from 'node:crypto'
import type { Database, Query } from '#kernel/database/database.server.ts'
import type { ChangeSet } from '#kernel/record/change.ts'
import type { RoomDefinition } from '#kernel/record/definition.ts'
import { refuseChange } from '#kernel/record/refusals.ts'
import { Refusal } from '#kernel/refusal.ts'
import { DraftRoom } from './draft-room.ts'
import type { RoomBook } from './room-book.server.ts'
import { measures } from './room-measures.server.ts'
import type { RoomMemory } from './room-memory.server.ts'
import { type Appended, appendAlone, appendWithin, numberOfEntry, type Place, roomRow } from './room-table.server.ts'
import { type RoomServer, type Taken, take } from './server-room.ts'

export interface Author {
  person: string
  name: string
  role: string
}

interface Waiting {
  set: ChangeSet
  author: Author
  since: number
  resolve(taken: Taken): void
  reject(error: unknown): void
}

/** Change sets written together at most: those that wait while the ones before them are on their way to the disk. */
const MOST_TOGETHER = 64

/**
 * Writes the change sets of this node, one transaction a room at a time; what arrives meanwhile goes together into the next one. The
 * room's state is remembered, so that a transaction is one statement. When another node has written in between, the statement writes
 * nothing, and the same sets are taken again under the room's lock.
 */
export class RoomWriter {
  readonly #database: Database
  readonly #book: RoomBook
  readonly #definitions: ReadonlyMap<string, RoomDefinition>
  readonly #queues = new Map<RoomMemory, Waiting[]>()

  readonly #written: (place: Place, number: number) => void

  /** `written` is told of every number that is on the disk. */
  constructor(
    database: Database,
    book: RoomBook,
    definitions: ReadonlyMap<string, RoomDefinition>,
    written: (place: Place, number: number) => void,
  ) {
    this.#written = written
    this.#database = database
    this.#book = book
    this.#definitions = definitions
  }

  write(memory: RoomMemory, set: ChangeSet, author: Author): Promise<Taken> {
    return new Promise((resolve, reject) => {
      const waiting: Waiting = { set, author, since: performance.now(), resolve, reject }
      const queue = this.#queues.get(memory)
      if (queue) return void queue.push(waiting)
      this.#queues.set(memory, [waiting])
      void this.#drain(memory)
    })
  }

  /** The pure side of a transaction: everything but where a taken entry is put. */
  server(draft: DraftRoom, mostChanges?: number): RoomServer {
    return {
      storage: { locked: (_room, work) => work(draft), tail: unasked, headAt: unasked, snapshot: unasked },
      definitions: this.#definitions,
      sha256: text => hash('sha256', text),
      now: () => new Date().toISOString(),
      ...(mostChanges === undefined ? {} : { mostChanges }),
    }
  }

  async #drain(memory: RoomMemory): Promise<void> {
    const queue = this.#queues.get(memory)!
    while (queue.length > 0) {
      const together = queue.splice(0, MOST_TOGETHER)
      try {
        await this.#writeTogether(memory, together)
      } catch (error) {
        // What waits behind would be taken before what failed, which its device sends again: it fails with it.
        for (const { reject } of [...together, ...queue.splice(0)]) reject(error)
        // The write may have been made although its answer was lost: the table knows.
        memory.writing = 0
        this.#book.catchUp(memory).catch(() => undefined)
      }
    }
    this.#queues.delete(memory)
  }

  async #writeTogether(memory: RoomMemory, together: Waiting[]): Promise<void> {
    if (together.some(({ set }) => set.base > memory.number)) await this.#book.catchUp(memory)
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const { draft, answers } = await this.#takeAll(memory, together)
      const appended = await this.#appendAlone(memory, draft)
      if ('taken' in appended) return this.#settle(memory, draft, together, answers)
      if ('known' in appended) memory.remember(appended.known)
      else await this.#book.catchUp(memory)
    }
    await this.#writeLocked(memory, together)
  }

  async #appendAlone(memory: RoomMemory, draft: DraftRoom): Promise<Appended> {
    if (draft.entries.length === 0) return { taken: true }
    memory.writing = draft.number
    return appendAlone(this.#database, memory.place, draft)
  }

  /** Under the room's lock nobody else can write: it succeeds at the first attempt, at the price of a few round trips more. */
  async #writeLocked(memory: RoomMemory, together: Waiting[]): Promise<void> {
    const { draft, answers } = await this.#database.inOrganisation(memory.place.organisation, async query => {
      if (!(await roomRow(query, memory.place, true))) throw refuseChange('room-unknown')
      while ((await this.#book.readPage(query, memory)) > 0);
      for (const { set } of together) await this.#rememberNumber(query, memory, set.id)
      const taken = await this.#takeAll(memory, together)
      memory.writing = taken.draft.number
      if (taken.draft.entries.length === 0) return taken
      const appended = await appendWithin(query, memory.place, taken.draft)
      // A database that fell back behind what this node has read: nothing was written, and nobody is told that it was.
      if (!('taken' in appended)) throw new Error(`room ${memory.place.room} is not where this node knows it to be`)
      return taken
    })
    this.#settle(memory, draft, together, answers)
  }

  async #rememberNumber(query: Query, memory: RoomMemory, id: string): Promise<void> {
    const number = memory.numberOf(id) ?? (await numberOfEntry(query, memory.place, id))
    if (number !== undefined) memory.remember({ [id]: number })
  }

  async #takeAll(memory: RoomMemory, together: Waiting[]): Promise<{ draft: DraftRoom; answers: (Taken | Error)[] }> {
    const row = { sort: memory.state.sort, number: memory.number, head: memory.head }
    const draft = new DraftRoom(row, memory.state, id => memory.numberOf(id))
    const server = this.server(draft)
    const answers: (Taken | Error)[] = []
    for (const { set, author } of together) answers.push(await takeOrRefuse(server, set, author))
    return { draft, answers }
  }

  #settle(memory: RoomMemory, draft: DraftRoom, together: Waiting[], answers: (Taken | Error)[]): void {
    for (const { author } of together) memory.people.set(author.person, author.name)
    for (const { entry, hash: sealed } of draft.entries) memory.apply(entry, sealed)
    memory.writing = 0
    if (draft.entries.length > 0) this.#written(memory.place, draft.number)
    for (const [index, { resolve, reject, since }] of together.entries()) {
      const answer = answers[index]!
      measures.commitSeconds.observe((performance.now() - since) / 1000)
      if (answer instanceof Error) {
        if (answer instanceof Refusal) measures.refused.inc({ code: answer.code })
        reject(answer)
      } else {
        measures[answer.type === 'entry' ? 'commits' : 'repeats'].inc()
        resolve(answer)
      }
    }
  }
}

/** A set that is refused, or that a rule breaks on, does not keep the others of its transaction from being taken. */
function takeOrRefuse(server: RoomServer, set: ChangeSet, author: Author): Promise<Taken | Error> {
  return take(server, set, author).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))))
}

async function unasked(): Promise<never> {
  throw new Error('a draft only takes change sets')
}
