import { createHash } from 'node:crypto'
import type { HistoryRow } from '#kernel/record/chain.ts'
import type { ChangeSet } from '#kernel/record/change.ts'
import { RoomState } from '#kernel/record/room-state.ts'
import { problemOf, Refusal } from '#kernel/refusal.ts'
import type { ToDevice, ToServer } from '#kernel/sync/protocol.ts'
import { answerOpen, type LockedRoom, type RoomServer, type RoomStorage, take } from '#kernel/sync/server-room.ts'
import { PLANT_ROOM } from './plant-room.ts'
import type { World } from './world.ts'

export const ROOM = 'plant'

export interface Line {
  person: string
  deliver: (message: ToDevice) => void
  cut: () => void
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Ways to break the server on purpose. */
export interface BrokenServer {
  forgetsIds?: boolean
  /** It compares numbers alone when a device opens the room. */
  trustsNumbers?: boolean
}

/** The server's half, over a disk that a kill cannot touch and a memory that it empties. */
export class SimulatedServer {
  history: HistoryRow[] = []
  /** What the history was before each restore: a device may not have heard of it yet. */
  readonly former: { history: HistoryRow[]; numbers: Map<string, number> }[] = []
  /** The sets behind the history, for the checks. */
  readonly sets = new Map<string, ChangeSet>()
  readonly numbers = new Map<string, number>()
  /** Ids that were refused at least once. */
  readonly refused = new Set<string>()
  running = true
  /** How often it dies between a commit and its answer. */
  frailty = 0.004
  readonly #world: World
  #state = new RoomState(ROOM, PLANT_ROOM.sort)
  readonly #lines = new Set<Line>()
  /** The life each line was opened in, hung up or not: nothing that was said on it arrives in a later one. */
  readonly #lives = new WeakMap<Line, number>()
  readonly #room: RoomServer
  readonly #trustsNumbers: boolean
  #life = 0
  #lock: Promise<unknown> = Promise.resolve()

  constructor(world: World, broken: BrokenServer = {}) {
    this.#world = world
    this.#trustsNumbers = broken.trustsNumbers ?? false
    const definitions = new Map([[PLANT_ROOM.sort, PLANT_ROOM]])
    const now = () => new Date(1_760_000_000_000 + world.now).toISOString()
    this.#room = { storage: this.#storage(broken), definitions, sha256, now }
  }

  get state(): RoomState {
    return this.#state
  }

  kill(): void {
    this.running = false
    this.#life += 1
    this.#lock = Promise.resolve()
    for (const line of this.#lines) line.cut()
    this.#lines.clear()
    this.#world.after(this.#world.chance.between(100, 2_500), () => {
      this.running = true
    })
  }

  /** Dies and comes back from a backup that lacks the last entries; answers their ids. */
  restore(lost: number): string[] {
    this.kill()
    this.former.push({ history: this.history, numbers: new Map(this.numbers) })
    const cut = this.history.slice(-lost).map(row => row.entry.id)
    this.history = this.history.slice(0, -lost)
    this.#state = new RoomState(ROOM, PLANT_ROOM.sort)
    for (const { entry } of this.history) this.#state.apply(entry)
    for (const id of cut) this.numbers.delete(id)
    return cut
  }

  hangUp(line: Line): void {
    this.#lines.delete(line)
  }

  async receive(line: Line, message: ToServer): Promise<void> {
    if (!this.running || (this.#lives.get(line) ?? this.#life) !== this.#life) return
    if (message.type === 'open') await this.#open(line, message)
    if (message.type === 'commit') for (const set of message.changeSets) await this.#commit(line, set)
  }

  async #open(line: Line, { type: _, room, ...cursor }: Extract<ToServer, { type: 'open' }>): Promise<void> {
    const storage = this.#trustsNumbers ? { ...this.#room.storage, headAt: async () => cursor.head } : this.#room.storage
    const life = this.#life
    this.#lines.add(line)
    this.#lives.set(line, life)
    await this.#delay(life, 5)
    line.deliver(await answerOpen(storage, room, cursor))
  }

  async #commit(line: Line, set: ChangeSet): Promise<void> {
    const life = this.#life
    try {
      const taken = await take(this.#room, set, { person: line.person, role: 'technician' })
      if (taken.type === 'entry') this.sets.set(set.id, set)
      if (this.#world.chance.happens(this.frailty)) this.kill()
      await this.#delay(life, 3)
      if (taken.type === 'taken') return line.deliver({ ...taken, room: ROOM })
      for (const other of this.#lines) other.deliver({ ...taken, room: ROOM, name: taken.entry.by })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      this.refused.add(set.id)
      line.deliver({ type: 'refused', room: ROOM, id: set.id, problem: problemOf(error, 'fr') })
    }
  }

  /** A step that a kill in the meantime cuts for ever. */
  async #delay(life: number, most: number): Promise<void> {
    await this.#world.wait(this.#world.chance.between(0, most))
    if (life !== this.#life) await new Promise(() => {})
  }

  #storage({ forgetsIds = false }: BrokenServer): RoomStorage {
    return {
      locked: async (_room, work) => {
        const life = this.#life
        const before = this.#lock
        let release = () => {}
        this.#lock = new Promise<void>(resolve => {
          release = resolve
        })
        await before
        try {
          return await this.#transaction(life, work, forgetsIds)
        } finally {
          release()
        }
      },
      tail: async (_room, since) => ({
        entries: this.history.slice(since).map(row => row.entry),
        number: this.history.length,
        head: this.#headAt(this.history.length) ?? '',
        people: {},
      }),
      headAt: async (_room, number) => this.#headAt(number),
      snapshot: async () => this.#state.snapshot(this.#headAt(this.history.length) ?? '', {}),
    }
  }

  #headAt(number: number): string | undefined {
    return number === 0 ? '' : this.history[number - 1]?.hash
  }

  async #transaction<T>(life: number, work: (locked: LockedRoom) => Promise<T>, forgetsIds: boolean): Promise<T> {
    let commit = () => {}
    const answer = await work({
      sort: PLANT_ROOM.sort,
      number: this.history.length,
      head: this.history.at(-1)?.hash ?? '',
      numberOf: async id => (forgetsIds ? undefined : this.numbers.get(id)),
      state: async () => this.#state,
      append: async (entry, _fields, hash) => {
        commit = () => {
          this.history.push({ entry, hash })
          this.numbers.set(entry.id, entry.number)
          this.#state.apply(entry)
        }
      },
    })
    await this.#delay(life, 3)
    commit()
    return answer
  }
}
