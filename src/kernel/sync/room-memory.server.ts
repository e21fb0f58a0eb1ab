import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { CHAIN_START, type HistoryRow } from '#kernel/record/chain.ts'
import type { Entry } from '#kernel/record/change.ts'
import { RoomState } from '#kernel/record/room-state.ts'
import type { Refusal } from '#kernel/refusal.ts'
import type { Snapshot, ToDevice } from './protocol.ts'
import type { LoadedRoom } from './room-load.server.ts'
import type { Place } from './room-table.server.ts'
import { LONGEST_TAIL } from './server-room.ts'

/** Who has the room open on this node. Lines come in the order of numbers, without a gap. */
export interface Follower {
  line(line: Buffer): void
  /** The room is gone or may no longer be followed. */
  closed(refusal: Refusal): void
}

/** A snapshot ready to be sent: built and compressed once for everybody who opens the room meanwhile. */
export interface ReadySnapshot {
  number: number
  snapshot: Snapshot
  text: string
  /** As a line of the live protocol. */
  line(): Buffer
  gzip(): Promise<Buffer>
}

/** Beyond this many changes an entry is not sent word for word: the whole room as columns is shorter. */
export const LONGEST_ENTRY = 5_000
/** A kept snapshot serves until the tail after it is this long. */
const SNAPSHOT_SERVES = 200
const compress = promisify(gzip)

/** A room as this node knows it, at the number up to which it has read the history. */
export class RoomMemory {
  readonly place: Place
  state: RoomState
  head: string
  /** The last number that a write in progress will bear: its own notice is not news. */
  writing = 0
  readonly followers = new Set<Follower>()
  readonly people = new Map<string, string>()
  #recent: HistoryRow[] = []
  #numbers = new Map<string, number>()
  #snapshot: ReadySnapshot | undefined
  #loaded: Snapshot | undefined
  readonly #records: number

  constructor(place: Place, loaded: LoadedRoom) {
    this.place = place
    this.state = loaded.state
    this.head = loaded.head
    this.#loaded = loaded.snapshot
    this.#records = [...loaded.state.kinds()].reduce((sum, kind) => sum + [...loaded.state.ids(kind)].length, 0)
  }

  get number(): number {
    return this.state.number
  }

  /** The number of an entry that this node remembers; an older one is found by the table. */
  numberOf(id: string): number | undefined {
    return this.#numbers.get(id)
  }

  remember(known: Record<string, number>): void {
    for (const [id, number] of Object.entries(known)) this.#numbers.set(id, number)
  }

  /** Takes an entry that the history holds and tells it to whoever has the room open. One that was taken before is passed over. */
  apply(entry: Entry, hash: string): void {
    if (entry.number <= this.number) return
    this.state.apply(entry)
    this.head = hash
    this.#numbers.set(entry.id, entry.number)
    this.#recent.push({ entry, hash })
    if (this.#recent.length > LONGEST_TAIL * 1.5) this.#recent = this.#recent.slice(-LONGEST_TAIL)
    if (this.#numbers.size > LONGEST_TAIL * 4) this.#numbers = new Map(this.#recent.map(({ entry: { id, number } }) => [id, number]))
    if (this.followers.size > 0) this.#tell(entry)
  }

  #tell(entry: Entry): void {
    const { room } = this.place
    const message: ToDevice = { type: 'entry', room, entry, head: this.head, name: this.people.get(entry.by) ?? '' }
    const line = entry.changes.length > LONGEST_ENTRY ? this.snapshot(0).line() : Buffer.from(JSON.stringify(message))
    for (const follower of this.followers) follower.line(line)
  }

  /** The entries after `since` when they are all remembered and light enough to be sent one by one. */
  tail(since: number): Entry[] | undefined {
    if (since > this.number) return undefined
    if (since === this.number) return []
    const first = this.#recent[0]
    if (!first || first.entry.number > since + 1) return undefined
    return lightTail(this.#recent.slice(since + 1 - first.entry.number).map(({ entry }) => entry))
  }

  /** The hash of the history at a number that this node remembers; an older one is found by the table. */
  headAt(number: number): string | undefined {
    if (number === 0) return CHAIN_START
    if (number === this.number) return this.head
    const first = this.#recent[0]
    return first && this.#recent[number - first.entry.number]?.hash
  }

  /** The room as columns, at most `behind` entries old: what happened since follows as a tail. */
  snapshot(behind = SNAPSHOT_SERVES): ReadySnapshot {
    const kept = this.#snapshot
    if (kept && this.number - kept.number <= behind && this.tail(kept.number)) return kept
    const snapshot = this.#columns()
    const text = JSON.stringify(snapshot)
    let line: Buffer | undefined
    let compressed: Promise<Buffer> | undefined
    const ready: ReadySnapshot = {
      number: snapshot.number,
      snapshot,
      text,
      line: () => (line ??= Buffer.from(`{"type":"snapshot","snapshot":${text}}`)),
      gzip: () => (compressed ??= compress(text, { level: 6 })),
    }
    this.#snapshot = ready
    return ready
  }

  /** As it was read when nothing came since; else written anew, and then the state is opened from it, so that what was touched is columns again. */
  #columns(): Snapshot {
    const people = Object.fromEntries(this.people)
    const loaded = this.#loaded
    this.#loaded = undefined
    if (loaded?.number === this.number) return { ...loaded, people }
    const snapshot = this.state.snapshot(this.head, people)
    this.state = RoomState.open(snapshot)
    return snapshot
  }

  /** How much memory the room takes, in records. */
  weight(): number {
    return 100 + this.#records + (this.#snapshot?.text.length ?? 0) / 50 + this.#recent.length
  }
}

/** The entries unless they are too many or too heavy to be sent one by one. */
export function lightTail(entries: Entry[]): Entry[] | undefined {
  if (entries.length > LONGEST_TAIL) return undefined
  const changes = entries.reduce((sum, entry) => sum + entry.changes.length, 0)
  return changes > LONGEST_ENTRY ? undefined : entries
}
