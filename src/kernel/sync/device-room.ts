import type { Change, ChangeSet } from '#kernel/record/change.ts'
import { judge } from '#kernel/record/judge.ts'
import type { ActWrites } from './act-log.ts'
import { Conversation } from './conversation.ts'
import type { DeviceRoomSettings } from './device-settings.ts'
import type { StorageWrites } from './device-storage.ts'
import { modificationsIn } from './modifications.ts'
import { type PendingView, recordKeysOf } from './pending-view.ts'
import type { ToDevice } from './protocol.ts'
import type { ChangedRecords } from './record-news.ts'
import { RoomCopy } from './room-copy.ts'
import type { Connection, Line, RoomStatus } from './room-status.ts'
import { ServerWords } from './server-words.ts'
import { uuidv7 } from './uuid.ts'
import { plan, type Wish } from './wishes.ts'

/** A first try that takes longer is as good as none: a person on a roof wants to know. */
const PATIENCE_WITH_CONNECTING = 5_000

/** A storage that cannot be read may be readable a moment later: the browser may just have lost the process that held it. */
const READ_AGAIN_MS = 1_000

/**
 * One room on one device: the server's state, the queue laid over it, and the truth about what is only here. Pure: clock, chance, storage
 * and transport are given. A change is shown and confirmed when it is on disk, never before; it leaves the queue when the server's state
 * here holds it. Everything runs in turn, so a message never meets a half-made commit.
 */
export class DeviceRoom {
  readonly room: string
  readonly #settings: DeviceRoomSettings
  readonly #copy: RoomCopy
  readonly #conversation: Conversation
  readonly #words: ServerWords
  #turn: Promise<unknown> = Promise.resolve()
  #stopWaiting: (() => void) | undefined
  #stopReading: (() => void) | undefined

  constructor(settings: DeviceRoomSettings) {
    this.#settings = settings
    this.room = settings.room
    this.#copy = new RoomCopy(settings)
    this.#conversation = new Conversation({
      ...settings,
      outbox: this.#copy.outbox,
      cursor: () => this.#copy.cursor,
      beat: () => this.#retryDisk(),
    })
    this.#words = new ServerWords(this.#copy, this.#conversation, settings.device)
    this.#waitForLine()
  }

  /** Reads what the device kept. Call once, before anything else; everything asked meanwhile waits for the first try. */
  open(): Promise<void> {
    return this.#inTurn(async () => {
      try {
        this.#copy.watch.opened(await this.#copy.load())
        this.#copy.mark()
        this.#copy.report({ opened: true })
      } catch (error) {
        this.#copy.report({ lastError: `storage-failed ${error}` })
        this.#stopReading = this.#settings.clock.after(READ_AGAIN_MS, () => void this.open())
      }
    })
  }

  /** Reads what another tab wrote. */
  refresh(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#copy.load()
      this.#conversation.flush()
    })
  }

  /** The room as its user sees it. */
  get view(): PendingView {
    return this.#copy.view
  }

  get status(): RoomStatus {
    return this.#copy.status
  }

  get people(): Readonly<Record<string, string>> {
    return this.#copy.people
  }

  /** What may be only on this device, in the order it was made. */
  pendingChanges(): ChangeSet[] {
    return this.#copy.outbox.sets
  }

  /** Grows with each change of the room or of its status. */
  get version(): number {
    return this.#copy.news.version
  }

  /** Grows with each change of any record. */
  get recordsVersion(): number {
    return this.#copy.news.recordsVersion
  }

  get sort(): string {
    return this.#settings.definition.sort
  }

  subscribe(listener: (changed: ChangedRecords) => void): () => void {
    return this.#copy.news.subscribe(listener)
  }

  /**
   * Decides something. Resolves with the change set's id when it is on disk: only then may a screen confirm the tap. Rejects with a
   * Refusal, and nothing changed, when a rule says no or the disk is full. A function is given the room as it is when its turn comes.
   * What is done `forGood` is not offered to undo, nor is what had been done to the same records alone.
   */
  commit(
    wishes: Wish[] | ((room: PendingView) => Wish[]),
    { label, forGood = false }: { label?: string; forGood?: boolean } = {},
  ): Promise<string> {
    return this.#inTurn(async () => {
      const wished = typeof wishes === 'function' ? wishes(this.#copy.view) : wishes
      const changes = plan(wished, this.#settings.definition, this.#copy.view)
      const set = this.#changeSet(changes, label === undefined ? {} : { label })
      const { acts } = this.#copy
      await this.#capture(set, forGood ? acts.leftAlone(changes) : acts.done(set.id, this.#settings.person.id, changes))
      return set.id
    })
  }

  /** Takes back this person's last act, as far as it still stands; `undefined` when nothing is left to take back. */
  undo(): Promise<ChangeSet | undefined> {
    return this.#turnOver(false)
  }

  /** Does again what this person last took back. */
  redo(): Promise<ChangeSet | undefined> {
    return this.#turnOver(true)
  }

  /** Lets go of a refused change set for ever. */
  discard(id: string): Promise<void> {
    return this.#inTurn(() => this.#leaveRefused(id, {}))
  }

  /**
   * Sends a refused change set again, under the same id. A copy still on its way could be taken meanwhile, when what stood against it has
   * gone: with one id it counts once however it ends, and its entry takes it off the refused ones.
   */
  resend(id: string): Promise<void> {
    return this.#inTurn(async () => {
      const again = this.#copy.refused.find(({ set }) => set.id === id)
      if (again) await this.#leaveRefused(id, { queued: [again.set] })
    })
  }

  acknowledgeEviction(): void {
    this.#copy.watch.evicted = null
    this.#copy.mark()
    this.#copy.report({})
  }

  /** The transport has a line to the server. */
  connected(connection: Line): void {
    this.#inTurn(async () => {
      this.#fares(connection, null)
      this.#words.begin()
      this.#conversation.start(connection)
    })
  }

  /** Somebody looks at a room that the server had closed: perhaps it is open to them again. */
  askAgain(): void {
    this.#inTurn(async () => this.#conversation.resume())
  }

  /** Another tab speaks to the server for this one: shows how it fares. */
  overhears(connection: Connection, reason: string | null): void {
    this.#inTurn(async () => this.#fares(connection, reason))
  }

  /** The transport has no line: it has lost it, or tries for the first time. */
  disconnected(reason: string | null = null, connection: 'offline' | 'connecting' = 'offline'): void {
    this.#inTurn(async () => {
      this.#conversation.stop()
      this.#fares(connection, reason)
    })
  }

  /** Takes a message of the server, in any order, any number of times. Resolves when it has been dealt with. */
  receive(message: ToDevice): Promise<void> {
    return this.#inTurn(async () => {
      this.#conversation.heard()
      await this.#words.take(message)
      await this.#writeDelayed()
      this.#conversation.flush()
    })
  }

  /** The disk may have room again although nothing arrives: other tabs wait for what it lacks. */
  #retryDisk(): void {
    void this.#inTurn(() => this.#writeDelayed())
  }

  /** Not before the server has answered on this line: it may be back from a backup, and what it once took is only in the queue on disk. */
  async #writeDelayed(): Promise<void> {
    if (this.#conversation.agreed) await this.#copy.disk.retry()
  }

  /** Stops timers and notices; what is on disk stays there. */
  close(): void {
    this.#stopWaiting?.()
    this.#stopReading?.()
    this.#conversation.stop()
    this.#copy.news.silence()
  }

  #fares(connection: Connection, reason: string | null): void {
    this.#stopWaiting?.()
    if (connection === 'connecting') this.#waitForLine()
    this.#copy.report({ connection, ...(reason === null ? {} : { lastError: reason }) })
  }

  #waitForLine(): void {
    this.#stopWaiting = this.#settings.clock.after(PATIENCE_WITH_CONNECTING, () => {
      if (this.#copy.status.connection === 'connecting') this.#copy.report({ connection: 'offline' })
    })
  }

  async #leaveRefused(id: string, writes: StorageWrites): Promise<void> {
    await this.#copy.disk.save({ settled: [id], ...writes })
    this.#copy.refused = this.#copy.refused.filter(({ set }) => set.id !== id)
    for (const set of writes.queued ?? []) {
      this.#copy.outbox.add(set)
      this.#copy.view.add(set)
    }
    this.#copy.mark()
    this.#copy.report({}, new Set((writes.queued ?? []).flatMap(set => recordKeysOf(set.changes))))
    this.#conversation.flush()
  }

  #turnOver(undone: boolean): Promise<ChangeSet | undefined> {
    return this.#inTurn(async () => {
      const next = this.#copy.acts.next(this.#settings.person.id, undone, this.#copy.view)
      if (!next) return undefined
      const set = this.#changeSet(next.changes, { undoes: next.act.id })
      await this.#capture(set, this.#copy.acts.turned(next.act, set.id, next.changes, next.spent))
      return set
    })
  }

  #changeSet(changes: Change[], more: Pick<ChangeSet, 'label' | 'undoes'>): ChangeSet {
    const { clock, random, device } = this.#settings
    return {
      id: uuidv7(clock.now(), random),
      room: this.room,
      base: this.#copy.state.number,
      device,
      at: this.#copy.now(),
      changes,
      ...more,
    }
  }

  async #capture(set: ChangeSet, acts: ActWrites): Promise<void> {
    const { definition, person } = this.#settings
    judge(set, { definition, room: this.#copy.view, author: { person: person.id, role: person.role } })
    this.#copy.mark(this.#copy.outbox.modifications + modificationsIn([set]))
    try {
      await this.#copy.disk.save({ queued: [set], resets: this.#copy.resets, ...acts })
    } catch (error) {
      this.#copy.mark()
      throw error
    }
    this.#copy.acts.apply(acts)
    this.#copy.outbox.add(set)
    this.#copy.view.add(set)
    this.#copy.report({}, new Set(recordKeysOf(set.changes)))
    this.#conversation.flush()
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work)
    this.#turn = done.catch(() => undefined)
    return done
  }
}
