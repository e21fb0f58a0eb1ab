import type { Logger } from 'pino'
import type { RawData, WebSocket } from 'ws'
import { type Actor, may } from '#kernel/access/role.ts'
import { isAway } from '#kernel/database/outage.server.ts'
import { refuse } from '#kernel/http/refusals.ts'
import { problemOf, Refusal } from '#kernel/refusal.ts'
import { readMessage } from './live-message.server.ts'
import { refuseLive } from './live-refusals.ts'
import { type Cursor, PROTOCOL, type ToDevice, type ToServer } from './protocol.ts'
import { measures } from './room-measures.server.ts'
import type { RoomFollower, Rooms } from './rooms.server.ts'
import type { Taken } from './server-room.ts'

export interface LiveSettings {
  socket: WebSocket
  actor: Actor
  rooms: Rooms
  language: 'fr' | 'en'
  log: Logger
}

/** What one socket may leave unread before it is closed: a device that does not keep up opens again and gets a tail. */
const MOST_UNREAD = 8 << 20
/** Messages a second in the long run, and at once. */
const MESSAGES_A_SECOND = 60
const MESSAGES_AT_ONCE = 600
const MOST_ROOMS = 16
/** Shorter lines go as they are: compressing one for each of 50 devices would cost more than sending it. */
const WORTH_COMPRESSING = 16_384
/** How long a closing socket may take to say goodbye. */
const FAREWELL_MS = 3_000

/** Close codes, for programs that see nothing else of the reason. */
const CLOSE_CODES: Record<string, number> = { 'access-ended': 4403, 'too-slow': 4408, 'too-fast': 4429, 'unreadable-message': 4400 }

/** One device on the live connection: what it says, what it has open, and what is passed on to it. */
export class LiveSocket {
  readonly #settings: LiveSettings
  actor: Actor
  /** Whether the device has answered since the last heartbeat. */
  #alive = true
  #ended = false
  #allowance = MESSAGES_AT_ONCE
  #allowedAt = performance.now()
  readonly #open = new Map<string, Promise<() => void>>()
  readonly #where = new Map<string, { at: string | null; place: string | null }>()

  constructor(settings: LiveSettings) {
    const { socket, actor } = settings
    this.#settings = settings
    this.actor = actor
    socket.on('message', data => this.#hear(data))
    socket.on('pong', () => {
      this.#alive = true
    })
    socket.on('error', error => settings.log.debug({ err: error }, 'live connection failed'))
    socket.on('close', () => this.#leave())
    this.#greet()
  }

  /** Says that it is still there; a device that did not answer the last time is given up. */
  beat(): void {
    if (!this.#alive) return void this.#settings.socket.terminate()
    this.#alive = false
    this.#settings.socket.ping()
    for (const [room, where] of this.#where) this.#settings.rooms.seen(this.actor, room, where)
  }

  /** Takes over rights that were read again: rooms that may no longer be read are closed, and a device whose rights are others is greeted anew. */
  become(actor: Actor): void {
    const same = rightsIn(actor) === rightsIn(this.actor)
    this.actor = actor
    for (const room of this.#open.keys()) {
      if (may(actor, 'read', room)) continue
      this.#close(room)
      this.#say({ type: 'closed', room, problem: this.#problem(refuse('not-allowed', { role: actor.role })) })
    }
    if (!same) this.#greet()
  }

  end(refusal: Refusal): void {
    const { socket } = this.#settings
    if (this.#ended) return
    this.#ended = true
    measures.closed.inc({ reason: refusal.code })
    // What waits for a slow device waits for ever; the others are told in words.
    if (refusal.code !== 'too-slow') {
      for (const room of this.#open.keys()) this.#say({ type: 'closed', room, problem: this.#problem(refusal) })
    }
    this.#leave()
    socket.close(CLOSE_CODES[refusal.code] ?? 4400, refusal.code)
    setTimeout(() => socket.terminate(), FAREWELL_MS).unref()
  }

  /** The server stops: the device connects again as soon as it is back. */
  goodbye(): void {
    this.#leave()
    this.#settings.socket.close(1001, 'server-stops')
  }

  #greet(): void {
    const { person, name } = this.actor
    this.#say({ type: 'hello', protocol: PROTOCOL, now: new Date().toISOString(), person, name })
  }

  #hear(data: RawData): void {
    this.#alive = true
    if (this.#ended) return
    if (!this.#mayHear()) return void this.end(refuseLive('too-fast'))
    const message = readMessage(String(data))
    if (!message) return void this.end(refuseLive('unreadable-message'))
    this.#answer(message).catch((error: unknown) => {
      if (!isAway(error)) this.#settings.log.error({ err: error, message: message.type }, 'live message failed')
    })
  }

  #mayHear(): boolean {
    const now = performance.now()
    this.#allowance = Math.min(MESSAGES_AT_ONCE, this.#allowance + ((now - this.#allowedAt) / 1000) * MESSAGES_A_SECOND)
    this.#allowedAt = now
    this.#allowance -= 1
    return this.#allowance >= 0
  }

  async #answer(message: ToServer): Promise<void> {
    if (message.type === 'ping') return this.#say({ type: 'pong', now: new Date().toISOString() })
    if (message.type === 'open') return this.#openRoom(message)
    if (message.type === 'close') return this.#close(message.room)
    if (message.type === 'presence') return this.#appear(message)
    await this.#commit(message)
  }

  async #openRoom({ type: _, room, ...cursor }: Extract<ToServer, { type: 'open' }>): Promise<void> {
    if (this.#open.size >= MOST_ROOMS && !this.#open.has(room)) {
      return this.#say({ type: 'closed', room, problem: this.#problem(refuseLive('too-many-rooms', { most: MOST_ROOMS })) })
    }
    const before = this.#open.get(room)
    const following = this.#follow(room, cursor, before)
    this.#open.set(room, following)
    try {
      await following
    } catch (error) {
      if (this.#open.get(room) === following) this.#open.delete(room)
      if (!(error instanceof Refusal)) throw error
      this.#say({ type: 'closed', room, problem: this.#problem(error) })
    }
  }

  async #follow(room: string, cursor: Cursor, before: Promise<() => void> | undefined): Promise<() => void> {
    const stopBefore = await before?.catch(() => undefined)
    stopBefore?.()
    return this.#settings.rooms.follow(this.actor, room, cursor, this.#follower(room))
  }

  #follower(room: string): RoomFollower {
    return {
      line: line => this.#pass(line),
      closed: problem => {
        this.#close(room)
        this.#say({ type: 'closed', room, problem: this.#problem(problem) })
      },
      presence: people => this.#say({ type: 'presence', room, people }),
    }
  }

  #close(room: string): void {
    const following = this.#open.get(room)
    this.#open.delete(room)
    following?.then(
      stop => stop(),
      () => undefined,
    )
    if (this.#where.delete(room)) this.#settings.rooms.left(this.actor, room)
  }

  #leave(): void {
    for (const room of [...this.#open.keys()]) this.#close(room)
  }

  #appear({ room, at, place }: Extract<ToServer, { type: 'presence' }>): void {
    if (!this.#open.has(room)) return void this.#say({ type: 'closed', room, problem: this.#problem(refuseLive('room-not-open')) })
    this.#where.set(room, { at, place })
    this.#settings.rooms.seen(this.actor, room, { at, place })
  }

  async #commit({ room, changeSets }: Extract<ToServer, { type: 'commit' }>): Promise<void> {
    const answers = await this.#settings.rooms.commitAll(this.actor, room, changeSets).catch((reason: unknown) => {
      // The room itself is refused, and each of them with it.
      return changeSets.map((): PromiseRejectedResult => ({ status: 'rejected', reason }))
    })
    for (const [index, answer] of answers.entries()) {
      if (answer.status === 'fulfilled') this.#acknowledge(room, answer.value)
      // Anything but a refusal is our fault: the device hears nothing, keeps its change and sends it again.
      else if (!(answer.reason instanceof Refusal)) throw answer.reason
      else this.#say({ type: 'refused', room, id: changeSets[index]!.id, problem: this.#problem(answer.reason) })
    }
  }

  /** Who has the room open sees the entry itself. */
  #acknowledge(room: string, taken: Taken): void {
    if (taken.type === 'taken') this.#say({ ...taken, room })
    else if (!this.#open.has(room)) this.#say({ type: 'taken', room, id: taken.entry.id, number: taken.entry.number })
  }

  #problem(refusal: Refusal) {
    return problemOf(refusal, this.#settings.language)
  }

  #say(message: ToDevice): void {
    this.#pass(Buffer.from(JSON.stringify(message)))
  }

  #pass(line: Buffer): void {
    const { socket } = this.#settings
    if (socket.readyState !== socket.OPEN) return
    if (socket.bufferedAmount > MOST_UNREAD) return void this.end(refuseLive('too-slow'))
    socket.send(line, { binary: false, compress: line.length > WORTH_COMPRESSING })
  }
}

function rightsIn({ role, grants }: Actor): string {
  return JSON.stringify([role, grants.map(({ room, scope }) => `${room} ${scope}`).sort()])
}
