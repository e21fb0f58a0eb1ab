import { RoomState } from '#kernel/record/room-state.ts'
import { ActLog } from './act-log.ts'
import { DeviceDisk } from './device-disk.ts'
import type { DeviceRoomSettings } from './device-settings.ts'
import { type RefusedSet, type StoredRoom, unseeing } from './device-storage.ts'
import { EvictionWatch } from './eviction-watch.ts'
import { Outbox } from './outbox.ts'
import { PendingView, recordKeysOf } from './pending-view.ts'
import type { Cursor } from './protocol.ts'
import { type ChangedRecords, RecordNews } from './record-news.ts'
import { NOTHING_KNOWN, type RoomStatus } from './room-status.ts'

/** What a device has in hand of one room: the server's state, the queue laid over it, what was refused, and the truth about all of it. */
export class RoomCopy {
  readonly outbox = new Outbox()
  readonly acts = new ActLog()
  readonly news = new RecordNews()
  readonly disk: DeviceDisk
  readonly watch: EvictionWatch
  state: RoomState
  view: PendingView
  /** The hash that the server gave with the state's number. */
  head: string | undefined
  /** How often the room was begun again. */
  resets = 0
  people: Record<string, string> = {}
  refused: RefusedSet[] = []
  status: RoomStatus = NOTHING_KNOWN
  /** Changes on disk that are not folded into the snapshot there. */
  storedTail = 0
  readonly #settings: DeviceRoomSettings

  constructor(settings: DeviceRoomSettings) {
    this.#settings = settings
    this.state = new RoomState(settings.room, settings.definition.sort)
    this.view = new PendingView(this.state, settings.person.id)
    this.disk = new DeviceDisk({ ...settings, report: news => this.report(news) })
    this.watch = new EvictionWatch(settings)
  }

  /** The last server number received and its hash, `null` before the first. */
  get cursor(): Cursor {
    if (!this.status.known) return { since: null }
    return this.head === undefined ? { since: this.state.number } : { since: this.state.number, head: this.head }
  }

  holds(id: string): boolean {
    return this.outbox.has(id) || this.refused.some(({ set }) => set.id === id)
  }

  /** Reads what the storage has beyond this memory. Answers whether it knew the room at all. */
  async load(): Promise<boolean> {
    const { storage, room } = this.#settings
    const stored = await storage.load(room, this.status.known ? { number: this.state.number, resets: this.resets } : undefined)
    if (!stored) return false
    const behind = stored.resets < this.resets
    if (!behind) this.#readState(stored)
    this.people = { ...this.people, ...stored.people }
    this.refused = behind ? stored.refused.map(refused => ({ ...refused, set: unseeing(refused.set) })) : stored.refused
    this.acts.replace(stored.acts)
    this.outbox.replace(behind ? stored.queue.map(unseeing) : stored.queue)
    this.view.rebuild(this.state, this.outbox.sets)
    this.report({ known: this.status.known || stored.snapshot !== null || stored.tail.length > 0 }, null)
    return true
  }

  /** A full disk may not know yet that the room began again: then what it holds is of the former history, and is left there. */
  #readState({ snapshot, tail, head, resets }: StoredRoom): void {
    if (snapshot) this.state = RoomState.open(snapshot)
    for (const entry of tail) if (entry.number === this.state.number + 1) this.state.apply(entry)
    if (head?.number === this.state.number) this.head = head.hash
    this.resets = resets
    this.storedTail = tail.reduce((sum, entry) => sum + 1 + entry.changes.length, 0)
  }

  /** The server's state here holds these now, or never will. */
  settle(ids: string[], touched: Set<string>): void {
    const left = this.outbox.remove(new Set(ids))
    this.refused = this.refused.filter(({ set }) => !ids.includes(set.id))
    this.view.settle(left, touched)
    this.mark()
    this.report({}, new Set([...touched, ...left.flatMap(set => recordKeysOf(set.changes))]))
  }

  mark(pending = this.outbox.modifications): void {
    this.watch.mark(pending, this.state.number)
  }

  now(): string {
    return new Date(this.#settings.clock.now()).toISOString()
  }

  report(news: Partial<RoomStatus>, changed: ChangedRecords = new Set()): void {
    const me = this.#settings.person.id
    this.news.note(changed)
    this.status = {
      ...this.status,
      number: this.state.number,
      pending: this.outbox.modifications,
      refused: this.refused,
      evicted: this.watch.evicted,
      canUndo: this.acts.has(me, false),
      canRedo: this.acts.has(me, true),
      ...news,
    }
    this.news.tell(changed)
  }
}
