import type { Change, ChangeSet, Entry } from '#kernel/record/change.ts'
import { judge } from '#kernel/record/judge.ts'
import { RoomState } from '#kernel/record/room-state.ts'
import type { Problem } from '#kernel/refusal.ts'
import { ActLog, type ActWrites } from './act-log.ts'
import { Conversation } from './conversation.ts'
import { DeviceDisk, joined } from './device-disk.ts'
import type { DeviceRoomSettings } from './device-settings.ts'
import type { RefusedSet, StorageWrites } from './device-storage.ts'
import { EvictionWatch } from './eviction-watch.ts'
import { Outbox } from './outbox.ts'
import { PendingView, recordKeysOf } from './pending-view.ts'
import { PROTOCOL, type ToDevice } from './protocol.ts'
import { type ChangedRecords, RoomNews } from './room-news.ts'
import { type Connection, NOTHING_KNOWN, type RoomStatus } from './room-status.ts'
import { uuidv7 } from './uuid.ts'
import { plan, type Wish } from './wishes.ts'

/** Changes kept as a tail before they are folded into the stored snapshot. */
const LONGEST_STORED_TAIL = 2_000

/**
 * One room on one device: the server's state, the queue laid over it, and the truth about what is only here. Pure: clock, chance, storage
 * and transport are given. A change is shown and confirmed when it is on disk, never before; it leaves the queue when the server's state
 * here holds it. Everything runs in turn, so a message never meets a half-made commit.
 */
export class DeviceRoom {
  readonly room: string
  readonly #settings: DeviceRoomSettings
  readonly #outbox = new Outbox()
  readonly #acts = new ActLog()
  readonly #news = new RoomNews()
  #state: RoomState
  #view: PendingView
  #people: Record<string, string> = {}
  #refused: RefusedSet[] = []
  #turn: Promise<unknown> = Promise.resolve()
  #status: RoomStatus = NOTHING_KNOWN
  #storedTail = 0
  /** The highest number that the server has mentioned. */
  #mentioned = 0
  readonly #disk: DeviceDisk
  readonly #watch: EvictionWatch
  readonly #conversation: Conversation

  constructor(settings: DeviceRoomSettings) {
    this.#settings = settings
    this.room = settings.room
    this.#state = new RoomState(settings.room, settings.definition.sort)
    this.#view = new PendingView(this.#state, settings.person.id)
    this.#disk = new DeviceDisk({ ...settings, report: news => this.#report(news) })
    this.#watch = new EvictionWatch(settings)
    const cursor = () => (this.#status.known ? this.#state.number : null)
    this.#conversation = new Conversation({ ...settings, outbox: this.#outbox, cursor })
  }

  /** Reads what the device kept. Call once, before anything else; everything asked meanwhile waits for it. */
  open(): Promise<void> {
    return this.#inTurn(async () => {
      try {
        this.#watch.opened(await this.#load())
        this.#mark()
        this.#report({ opened: true })
      } catch (error) {
        this.#report({ lastError: `storage-failed ${error}` })
      }
    })
  }

  /** Reads what another tab wrote. */
  refresh(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#load()
      this.#conversation.flush()
    })
  }

  /** The room as its user sees it. */
  get view(): PendingView {
    return this.#view
  }

  get status(): RoomStatus {
    return this.#status
  }

  get people(): Readonly<Record<string, string>> {
    return this.#people
  }

  /** What may be only on this device, in the order it was made. */
  pendingChanges(): ChangeSet[] {
    return this.#outbox.sets
  }

  /** Grows with each change of the room or of its status. */
  get version(): number {
    return this.#news.version
  }

  /** Grows with each change of any record. */
  get recordsVersion(): number {
    return this.#news.recordsVersion
  }

  get sort(): string {
    return this.#settings.definition.sort
  }

  /** Grows when this record changes: what a screen that shows one record compares. */
  versionOf(key: string): number {
    return this.#news.versionOf(key)
  }

  subscribe(listener: (changed: ChangedRecords) => void): () => void {
    return this.#news.subscribe(listener)
  }

  /**
   * Decides something. Resolves with the change set's id when it is on disk: only then may a screen confirm the tap. Rejects with a
   * Refusal, and nothing changed, when a rule says no or the disk is full. A function is given the room as it is when its turn comes.
   */
  commit(wishes: Wish[] | ((room: PendingView) => Wish[]), { label }: { label?: string } = {}): Promise<string> {
    return this.#inTurn(async () => {
      const wished = typeof wishes === 'function' ? wishes(this.#view) : wishes
      const changes = plan(wished, this.#settings.definition, this.#view)
      const set = this.#changeSet(changes, label === undefined ? {} : { label })
      await this.#capture(set, this.#acts.done(set.id, this.#settings.person.id, changes))
      return set.id
    })
  }

  /** Takes back this person's last act, as far as it still stands; `undefined` when nothing is left to take back. */
  undo(): Promise<string | undefined> {
    return this.#turnOver(false)
  }

  /** Does again what this person last took back. */
  redo(): Promise<string | undefined> {
    return this.#turnOver(true)
  }

  /** Lets go of a refused change set for ever. */
  discard(id: string): Promise<void> {
    return this.#inTurn(() => this.#leaveRefused(id, {}))
  }

  /** Sends a refused change set again, as it was. */
  resend(id: string): Promise<void> {
    return this.#inTurn(async () => {
      const again = this.#refused.find(({ set }) => set.id === id)
      if (again) await this.#leaveRefused(id, { queued: [again.set] })
    })
  }

  acknowledgeEviction(): void {
    this.#watch.evicted = null
    this.#mark()
    this.#report({})
  }

  /** The transport has a line to the server. */
  connected(connection: 'live' | 'polling'): void {
    this.#inTurn(async () => {
      this.#report({ connection })
      this.#conversation.start(connection)
    })
  }

  /** Another tab speaks to the server for this one: shows how it fares. */
  overhears(connection: Connection, reason: string | null): void {
    this.#inTurn(async () => this.#report({ connection, ...(reason === null ? {} : { lastError: reason }) }))
  }

  disconnected(reason: string | null = null): void {
    this.#inTurn(async () => {
      this.#conversation.stop()
      this.#report({ connection: 'offline', ...(reason === null ? {} : { lastError: reason }) })
    })
  }

  /** Takes a message of the server, in any order, any number of times. Resolves when it has been dealt with. */
  receive(message: ToDevice): Promise<void> {
    return this.#inTurn(async () => {
      this.#conversation.heard()
      await this.#take(message)
      await this.#disk.retry()
      this.#conversation.flush()
    })
  }

  /** Stops timers and notices; what is on disk stays there. */
  close(): void {
    this.#conversation.stop()
    this.#news.silence()
  }

  async #take(message: ToDevice): Promise<void> {
    if (message.type === 'hello') this.#takeHello(message.protocol)
    if (message.type === 'snapshot') await this.#takeSnapshot(message)
    if (message.type === 'tail') await this.#takeTail(message)
    if (message.type === 'entry') await this.#takeEntry(message.entry, message.name)
    if (message.type === 'taken') await this.#takeTaken(message.id, message.number)
    if (message.type === 'refused') await this.#takeRefused(message)
    if (message.type === 'closed') this.#takeClosed(message.problem)
  }

  #takeHello(protocol: number): void {
    this.#conversation.mute(protocol > PROTOCOL)
    this.#report({ updateNeeded: protocol > PROTOCOL })
  }

  async #takeSnapshot({ snapshot, reset }: Extract<ToDevice, { type: 'snapshot' }>): Promise<void> {
    this.#conversation.answered()
    const { known } = this.#status
    if (known && !reset && snapshot.number <= this.#state.number) return this.#catchUp(snapshot.number)
    if (!known && this.#outbox.size === 0 && snapshot.stamps.some(stamp => stamp.device === this.#settings.device)) {
      this.#watch.forgotten(snapshot.number)
    }
    if (reset) this.#mentioned = snapshot.number
    this.#state = RoomState.open(snapshot)
    this.#people = { ...this.#people, ...snapshot.people }
    this.#storedTail = 0
    const settled = this.#outbox.takenUpTo(snapshot.number)
    const queued = reset ? this.#outbox.rebased(snapshot.number) : []
    await this.#disk.keep({ snapshot, settled: [...settled, ...queued.map(set => set.id)], queued })
    this.#outbox.remove(new Set(settled))
    if (reset) this.#outbox.replace(queued)
    this.#view.rebuild(this.#state, this.#outbox.sets)
    this.#report({ known: true, closed: null }, null)
    this.#catchUp(snapshot.number)
  }

  async #takeTail(tail: Extract<ToDevice, { type: 'tail' }>): Promise<void> {
    this.#conversation.answered()
    this.#people = { ...this.#people, ...tail.people }
    await this.#takeEntries(tail.entries)
    this.#report({ known: true, closed: null })
    this.#catchUp(tail.number)
  }

  async #takeEntry(entry: Entry, name: string): Promise<void> {
    this.#people = { ...this.#people, [entry.by]: name }
    if (!this.#status.known || entry.number > this.#state.number + 1) this.#catchUp(entry.number)
    else await this.#takeEntries([entry])
  }

  /** An answer may be older than what has been mentioned since it was asked for: then it is asked for again. */
  #catchUp(number: number): void {
    this.#mentioned = Math.max(this.#mentioned, number)
    if (!this.#status.known || this.#state.number < this.#mentioned) this.#conversation.ask()
  }

  /** Entries already here are passed over, so any overlap is harmless. */
  async #takeEntries(entries: Entry[]): Promise<void> {
    const fresh = entries.filter(entry => entry.number > this.#state.number)
    if (fresh.length === 0 || fresh.some((entry, index) => entry.number !== this.#state.number + 1 + index)) return
    const acts = fresh.map(entry => this.#acts.settled(entry))
    const last = fresh.at(-1)!.number
    const settled = [...fresh.map(entry => entry.id).filter(id => this.#holds(id)), ...this.#outbox.takenUpTo(last)]
    await this.#disk.keep(joined([{ entries: fresh, settled, people: this.#people }, ...acts]))
    for (const writes of acts) this.#acts.apply(writes)
    for (const entry of fresh) this.#state.apply(entry)
    this.#settle(settled, new Set(fresh.flatMap(entry => recordKeysOf(entry.changes))))
    this.#storedTail += fresh.reduce((sum, entry) => sum + 1 + entry.changes.length, 0)
    if (this.#storedTail <= LONGEST_STORED_TAIL) return
    this.#storedTail = 0
    await this.#disk.keep({ snapshot: this.#state.snapshot('', this.#people) })
  }

  async #takeTaken(id: string, number: number): Promise<void> {
    if (!this.#holds(id)) return
    this.#outbox.markTaken(id, number)
    if (number > this.#state.number) return this.#catchUp(number)
    await this.#disk.keep({ settled: [id] })
    this.#settle([id], new Set())
  }

  async #takeRefused({ id, problem }: Extract<ToDevice, { type: 'refused' }>): Promise<void> {
    const set = this.#outbox.sets.find(candidate => candidate.id === id)
    if (!set) return
    if (problem.code === 'base-ahead') return this.#conversation.ask()
    const refused: RefusedSet = { set, problem, at: this.#now() }
    await this.#disk.keep({ settled: [id], refused: [refused], forgottenActs: [id] })
    this.#acts.apply({ acts: [], forgottenActs: [id] })
    this.#settle([id], new Set())
    this.#refused = [...this.#refused, refused]
    this.#report({ lastError: problem.code })
  }

  /** A node a little behind the others says the device is ahead of it, or has not opened the room yet: it is only asked again later. */
  #takeClosed(problem: Problem): void {
    this.#report(
      ['base-ahead', 'room-not-open'].includes(problem.code) ? { lastError: problem.code } : { closed: problem, lastError: problem.code },
    )
  }

  /** The server's state here holds these now, or never will. */
  #settle(ids: string[], touched: Set<string>): void {
    const left = this.#outbox.remove(new Set(ids))
    this.#refused = this.#refused.filter(({ set }) => !ids.includes(set.id))
    this.#view.settle(left, touched)
    this.#mark()
    this.#report({}, new Set([...touched, ...left.flatMap(set => recordKeysOf(set.changes))]))
  }

  async #leaveRefused(id: string, writes: StorageWrites): Promise<void> {
    await this.#disk.save({ settled: [id], ...writes })
    this.#refused = this.#refused.filter(({ set }) => set.id !== id)
    for (const set of writes.queued ?? []) {
      this.#outbox.add(set)
      this.#view.add(set)
    }
    this.#mark()
    this.#report({}, new Set((writes.queued ?? []).flatMap(set => recordKeysOf(set.changes))))
    this.#conversation.flush()
  }

  #turnOver(undone: boolean): Promise<string | undefined> {
    return this.#inTurn(async () => {
      const next = this.#acts.next(this.#settings.person.id, undone, this.#view)
      if (!next) return undefined
      const set = this.#changeSet(next.changes, { undoes: next.act.id })
      await this.#capture(set, this.#acts.turned(next.act, set.id, next.changes, next.spent))
      return set.id
    })
  }

  #changeSet(changes: Change[], more: Pick<ChangeSet, 'label' | 'undoes'>): ChangeSet {
    const { clock, random, device } = this.#settings
    return { id: uuidv7(clock.now(), random), room: this.room, base: this.#state.number, device, at: this.#now(), changes, ...more }
  }

  async #capture(set: ChangeSet, acts: ActWrites): Promise<void> {
    const { definition, person } = this.#settings
    judge(set, { definition, room: this.#view, author: { person: person.id, role: person.role } })
    this.#mark(this.#outbox.size + 1)
    try {
      await this.#disk.save({ queued: [set], ...acts })
    } catch (error) {
      this.#mark()
      throw error
    }
    this.#acts.apply(acts)
    this.#outbox.add(set)
    this.#view.add(set)
    this.#report({}, new Set(recordKeysOf(set.changes)))
    this.#conversation.flush()
  }

  #holds(id: string): boolean {
    return this.#outbox.has(id) || this.#refused.some(({ set }) => set.id === id)
  }

  /** Reads what the storage has beyond this memory. Answers whether it knew the room at all. */
  async #load(): Promise<boolean> {
    const { storage } = this.#settings
    const stored = await storage.load(this.room, this.#status.known ? this.#state.number : undefined)
    if (!stored) return false
    if (stored.snapshot) this.#state = RoomState.open(stored.snapshot)
    for (const entry of stored.tail) if (entry.number === this.#state.number + 1) this.#state.apply(entry)
    this.#storedTail = stored.tail.reduce((sum, entry) => sum + 1 + entry.changes.length, 0)
    this.#people = { ...this.#people, ...stored.people }
    this.#refused = stored.refused
    this.#acts.replace(stored.acts)
    this.#outbox.replace(stored.queue)
    this.#view.rebuild(this.#state, this.#outbox.sets)
    this.#report({ known: this.#status.known || stored.snapshot !== null || stored.tail.length > 0 }, null)
    return true
  }

  #mark(pending = this.#outbox.size): void {
    this.#watch.mark(pending, this.#state.number)
  }

  #now(): string {
    return new Date(this.#settings.clock.now()).toISOString()
  }

  #report(news: Partial<RoomStatus>, changed: ChangedRecords = new Set()): void {
    const me = this.#settings.person.id
    this.#news.note(changed)
    this.#status = {
      ...this.#status,
      number: this.#state.number,
      pending: this.#outbox.size,
      refused: this.#refused,
      evicted: this.#watch.evicted,
      canUndo: this.#acts.has(me, false),
      canRedo: this.#acts.has(me, true),
      ...news,
    }
    this.#news.tell(changed)
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work)
    this.#turn = done.catch(() => undefined)
    return done
  }
}
