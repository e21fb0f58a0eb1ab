import type { Entry } from '#kernel/record/change.ts'
import { RoomState } from '#kernel/record/room-state.ts'
import type { Problem } from '#kernel/refusal.ts'
import type { Conversation } from './conversation.ts'
import { joined } from './device-disk.ts'
import { type RefusedSet, unseeing } from './device-storage.ts'
import { recordKeysOf } from './pending-view.ts'
import { type Cursor, PROTOCOL, type ToDevice } from './protocol.ts'
import type { RoomCopy } from './room-copy.ts'

/** Changes kept as a tail before they are folded into the stored snapshot. */
const LONGEST_STORED_TAIL = 2_000

/** What a device does with each word of the server, in any order, any number of times. */
export class ServerWords {
  readonly #copy: RoomCopy
  readonly #conversation: Conversation
  readonly #device: string
  /** The highest number that the server has mentioned. */
  #mentioned = 0

  constructor(copy: RoomCopy, conversation: Conversation, device: string) {
    this.#copy = copy
    this.#conversation = conversation
    this.#device = device
  }

  /** A new line: the server at its end may know less than was once mentioned. */
  begin(): void {
    this.#mentioned = 0
  }

  async take(message: ToDevice): Promise<void> {
    if (message.type === 'hello') this.#takeHello(message.protocol)
    if (message.type === 'snapshot') await this.#takeSnapshot(message)
    if (message.type === 'tail') await this.#takeTail(message)
    if (message.type === 'entry') await this.#takeEntry(message)
    if (message.type === 'taken') await this.#takeTaken(message.id, message.number)
    if (message.type === 'refused') await this.#takeRefused(message)
    if (message.type === 'closed') this.#takeClosed(message.problem)
  }

  #takeHello(protocol: number): void {
    this.#conversation.mute(protocol > PROTOCOL)
    this.#copy.report({ updateNeeded: protocol > PROTOCOL })
  }

  async #takeSnapshot({ snapshot, reset }: Extract<ToDevice, { type: 'snapshot' }>): Promise<void> {
    const { known } = this.#copy.status
    const restart = reset !== undefined && this.#isHere(reset)
    // Said for another cursor than the present one: it was said twice, or the disk was read meanwhile and the answer is still awaited.
    if (reset && !restart) return
    this.#conversation.answered()
    if (known && !restart && snapshot.number <= this.#copy.state.number) return this.#catchUp(snapshot.number)
    if (!known && this.#copy.outbox.empty && snapshot.stamps.some(stamp => stamp.device === this.#device)) {
      this.#copy.watch.forgotten(snapshot.number)
    }
    const settled = restart ? [] : this.#copy.outbox.takenUpTo(snapshot.number)
    const resets = this.#copy.resets + (restart ? 1 : 0)
    const forgot = restart && this.#copy.disk.forget()
    await this.#copy.disk.keep({ snapshot, settled, head: { number: snapshot.number, hash: snapshot.head }, resets })
    if (restart) this.#restart(snapshot.number)
    this.#copy.outbox.remove(new Set(settled))
    this.#copy.state = RoomState.open(snapshot)
    this.#copy.people = { ...this.#copy.people, ...snapshot.people }
    this.#copy.head = snapshot.head
    this.#copy.storedTail = 0
    this.#copy.view.rebuild(this.#copy.state, this.#copy.outbox.sets)
    this.#copy.report({ known: true, closed: null }, null)
    // What a full disk has not let go of waits again, in its place before what was made since.
    if (forgot) await this.#copy.load()
    this.#catchUp(snapshot.number)
  }

  #isHere(cursor: Cursor): boolean {
    const here = this.#copy.cursor
    return here.since === cursor.since && here.head === cursor.head
  }

  /** Nothing that the former history said counts any more, not even what it had taken of the queue. */
  #restart(number: number): void {
    this.#mentioned = number
    this.#copy.resets += 1
    this.#copy.outbox.restart()
    this.#copy.refused = this.#copy.refused.map(refused => ({ ...refused, set: unseeing(refused.set) }))
  }

  async #takeTail(tail: Extract<ToDevice, { type: 'tail' }>): Promise<void> {
    this.#conversation.answered()
    this.#copy.people = { ...this.#copy.people, ...tail.people }
    await this.#takeEntries(tail.entries, tail.head)
    this.#copy.report({ known: true, closed: null })
    this.#catchUp(tail.number)
  }

  /** Before the server has answered on this line, its numbers may be those of another history. */
  async #takeEntry({ entry, head, name }: Extract<ToDevice, { type: 'entry' }>): Promise<void> {
    this.#copy.people = { ...this.#copy.people, [entry.by]: name }
    if (!this.#copy.status.known || !this.#conversation.agreed || entry.number > this.#copy.state.number + 1) this.#catchUp(entry.number)
    else await this.#takeEntries([entry], head)
  }

  /** An answer may be older than what has been mentioned since it was asked for: then it is asked for again. */
  #catchUp(number: number): void {
    this.#mentioned = Math.max(this.#mentioned, number)
    if (!this.#copy.status.known || this.#copy.state.number < this.#mentioned) this.#conversation.ask()
  }

  /** Entries already here are passed over, so any overlap is harmless. */
  async #takeEntries(entries: Entry[], head: string): Promise<void> {
    const fresh = entries.filter(entry => entry.number > this.#copy.state.number)
    if (fresh.length === 0 || fresh.some((entry, index) => entry.number !== this.#copy.state.number + 1 + index)) return
    const acts = fresh.map(entry => this.#copy.acts.settled(entry))
    const last = fresh.at(-1)!.number
    const settled = [...fresh.map(entry => entry.id).filter(id => this.#copy.holds(id)), ...this.#copy.outbox.takenUpTo(last)]
    const reached = { head: { number: last, hash: head } }
    await this.#copy.disk.keep(joined([{ entries: fresh, settled, people: this.#copy.people, ...reached }, ...acts]))
    for (const writes of acts) this.#copy.acts.apply(writes)
    for (const entry of fresh) this.#copy.state.apply(entry)
    this.#copy.head = head
    this.#copy.settle(settled, new Set(fresh.flatMap(entry => recordKeysOf(entry.changes))))
    this.#copy.storedTail += fresh.reduce((sum, entry) => sum + 1 + entry.changes.length, 0)
    if (this.#copy.storedTail <= LONGEST_STORED_TAIL) return
    this.#copy.storedTail = 0
    await this.#copy.disk.keep({ snapshot: this.#copy.state.snapshot(head, this.#copy.people) })
  }

  async #takeTaken(id: string, number: number): Promise<void> {
    if (!this.#copy.holds(id)) return
    this.#copy.outbox.markTaken(id, number)
    if (number > this.#copy.state.number) return this.#catchUp(number)
    await this.#copy.disk.keep({ settled: [id] })
    this.#copy.settle([id], new Set())
  }

  async #takeRefused({ id, problem }: Extract<ToDevice, { type: 'refused' }>): Promise<void> {
    const set = this.#copy.outbox.sets.find(candidate => candidate.id === id)
    if (!set) return
    if (problem.code === 'base-ahead') return this.#conversation.ask()
    const refused: RefusedSet = { set, problem, at: this.#copy.now() }
    await this.#copy.disk.keep({ settled: [id], refused: [refused], forgottenActs: [id] })
    this.#copy.acts.apply({ acts: [], forgottenActs: [id] })
    this.#copy.settle([id], new Set())
    this.#copy.refused = [...this.#copy.refused, refused]
    this.#copy.report({ lastError: problem.code })
  }

  /** A node a little behind the others says the device is ahead of it, or has not opened the room yet: it is only asked again later. */
  #takeClosed(problem: Problem): void {
    const passing = ['base-ahead', 'room-not-open'].includes(problem.code)
    if (!passing) this.#conversation.hold()
    this.#copy.report(passing ? { lastError: problem.code } : { closed: problem, lastError: problem.code })
  }
}
