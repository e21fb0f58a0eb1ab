import type { Entry, RoomReader } from '#kernel/record/change.ts'
import { DraftState } from '#kernel/record/draft-state.ts'
import type { FieldWrite } from '#kernel/record/merge.ts'
import { fieldsAfter } from '#kernel/record/merge.ts'
import type { LockedRoom } from './server-room.ts'

/** Several change sets of one room taken one after the other and written together. */
export class DraftRoom implements LockedRoom {
  readonly sort: string
  number: number
  head: string
  readonly after: number
  readonly entries: { entry: Entry; hash: string }[] = []
  readonly fields: FieldWrite[] = []
  readonly #room: RoomReader
  readonly #numberOf: (id: string) => number | undefined
  #state: DraftState | undefined
  #laid = 0

  constructor(row: { sort: string; number: number; head: string }, room: RoomReader, numberOf: (id: string) => number | undefined) {
    this.sort = row.sort
    this.number = row.number
    this.after = row.number
    this.head = row.head
    this.#room = room
    this.#numberOf = numberOf
  }

  async numberOf(id: string): Promise<number | undefined> {
    return this.#numberOf(id) ?? this.entries.find(({ entry }) => entry.id === id)?.entry.number
  }

  /** What was taken before is laid over the room only once somebody asks: a large import is mostly alone. */
  async state(): Promise<RoomReader> {
    if (this.entries.length === 0) return this.#room
    this.#state ??= new DraftState(this.#room)
    for (; this.#laid < this.entries.length; this.#laid += 1) this.#state.lay(fieldsAfter(this.entries[this.#laid]!.entry))
    return this.#state
  }

  async append(entry: Entry, fields: FieldWrite[], hash: string): Promise<void> {
    this.entries.push({ entry, hash })
    for (const field of fields) this.fields.push(field)
    this.number = entry.number
    this.head = hash
  }
}
