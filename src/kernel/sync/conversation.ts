import type { Clock } from './device-storage.ts'
import type { Outbox } from './outbox.ts'
import type { Cursor, ToServer } from './protocol.ts'
import type { Line } from './room-status.ts'

/** How often a device that waits for an answer looks whether to ask again. */
const BEAT = 1_000
const PATIENCE = 2_000
/** A quiet room is asked for its tail all the same: a notice can be lost, an entry cannot. */
const QUIET: Record<Line, number> = { live: 15_000, polling: 3_000 }

export interface ConversationSettings {
  room: string
  clock: Clock
  outbox: Outbox
  send: (message: ToServer) => void
  cursor: () => Cursor
  /** Told at each beat. */
  beat: () => void
}

/** What one room says to the server and how long it waits: asks for the tail, sends the queue, says it again until it is answered. */
export class Conversation {
  readonly #settings: ConversationSettings
  #line: Line | undefined
  #muted = false
  #asking = false
  /** Whether the server has answered since it was last connected: only then is it certain that both mean the same by a number. */
  #agreed = false
  /** The server has closed the room: it is not asked over and over. */
  #held = false
  #waited = 0
  #quiet = 0
  #cancelBeat: (() => void) | undefined

  constructor(settings: ConversationSettings) {
    this.#settings = settings
  }

  start(line: Line): void {
    this.#line = line
    this.#asking = false
    this.#agreed = false
    this.#held = false
    this.#settings.outbox.forgetSent()
    this.ask()
    this.#beat()
  }

  stop(): void {
    this.#line = undefined
    this.#cancelBeat?.()
    this.#cancelBeat = undefined
  }

  /** A server with a newer protocol is not spoken to; it would not be understood. */
  mute(muted: boolean): void {
    this.#muted = muted
  }

  get agreed(): boolean {
    return this.#agreed
  }

  /** Says nothing more until the next `start` or `resume`. */
  hold(): void {
    this.#held = true
  }

  /** Somebody asks for the room again. */
  resume(): void {
    if (this.#held && this.#line) this.start(this.#line)
  }

  heard(): void {
    this.#quiet = 0
  }

  /** The tail or the snapshot that was asked for is here. */
  answered(): void {
    this.#asking = false
    this.#agreed = true
  }

  ask(): void {
    if (this.#asking || !this.#open) return
    this.#asking = true
    this.#waited = 0
    this.#settings.send({ type: 'open', room: this.#settings.room, ...this.#settings.cursor() })
  }

  /** Sends the head of the queue unless an answer to it is still awaited. */
  flush(): void {
    if (this.#settings.outbox.idle) this.#sendBatch()
  }

  get #open(): boolean {
    return this.#line !== undefined && !this.#muted && !this.#held
  }

  #sendBatch(): void {
    if (!this.#open || !this.#agreed) return
    const changeSets = this.#settings.outbox.nextBatch()
    if (changeSets.length === 0) return
    this.#waited = 0
    this.#settings.send({ type: 'commit', room: this.#settings.room, changeSets })
  }

  #beat(): void {
    this.#cancelBeat?.()
    this.#cancelBeat = this.#settings.clock.after(BEAT, () => {
      this.#settings.beat()
      this.#waited += BEAT
      this.#quiet += BEAT
      if (this.#line && this.#quiet >= QUIET[this.#line]) this.#askAgain()
      if (this.#waited >= PATIENCE) this.#repeat()
      this.#beat()
    })
  }

  #askAgain(): void {
    this.#quiet = 0
    this.#asking = false
    this.ask()
  }

  #repeat(): void {
    this.#waited = 0
    if (this.#asking) this.#askAgain()
    if (!this.#settings.outbox.idle) this.#sendBatch()
  }
}
