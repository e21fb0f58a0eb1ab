import { refuseSpeaker, SPEAKER_HEADER } from '#kernel/access/speaker.ts'
import { type Problem, problemOf } from '#kernel/refusal.ts'
import { type Asked, heardIn, isOurHealth, peopleIn } from './http-answer.ts'
import type { Cursor, ToDevice, ToServer } from './protocol.ts'
import type { Connection } from './room-status.ts'

const SLOWEST_RETRY = 3_000
const FIRST_RETRY = 400
const HEARTBEAT = 10_000
const SILENCE = 15_000
/** A line that is not open by then is asked for anew: where packets vanish, a browser would wait for minutes. */
const PATIENCE_WITH_DIALLING = 8_000
/** Failed sockets in a row before plain HTTP is tried; some networks let nothing else through. */
const PATIENCE_WITH_SOCKETS = 3
const RETRY_SOCKET_WHILE_POLLING = 30_000

export interface TransportSettings {
  /** In whose name this device speaks. */
  person: string
  receive: (message: ToDevice) => void
  /** Only what was experienced: a line that answered, or none. */
  changed: (connection: Connection, reason: string | null) => void
  /** The line belongs to somebody else: nothing is said on it. */
  stranger: (problem: Problem) => void
}

/**
 * The line to the server for all rooms: one WebSocket on `/api/live`, and the same words by HTTP where sockets do not pass
 * (`GET /api/rooms/:room?since=` and `POST /api/rooms/:room/changes`, both answered by a list of messages). Never relies on what the browser believes of the network; it is only a hint to try at once.
 */
export class Transport {
  readonly #settings: TransportSettings
  #socket: WebSocket | undefined
  #connection: Connection = 'connecting'
  #failures = 0
  #heard = 0
  #timers = new Set<ReturnType<typeof setTimeout>>()
  #stopped = false
  readonly #tryNow = () => {
    if (this.#connection === 'offline') this.#dial()
  }

  constructor(settings: TransportSettings) {
    this.#settings = settings
  }

  get connection(): Connection {
    return this.#connection
  }

  start(): void {
    addEventListener('online', this.#tryNow)
    this.#dial()
    this.#keepAlive()
  }

  /** Somebody does not want to wait: dials at once when there is no socket, also while plain HTTP is in use. */
  retry(): void {
    if (this.#connection !== 'live') this.#dial()
  }

  stop(): void {
    this.#stopped = true
    removeEventListener('online', this.#tryNow)
    for (const timer of this.#timers) clearTimeout(timer)
    this.#socket?.close()
  }

  /** Best effort: what gets lost is said again by the room. A queue still leaving the socket is not sent a second time. */
  send(message: ToServer): void {
    if (this.#connection === 'polling') void this.#sendByHttp(message)
    else if (
      this.#connection === 'live' &&
      this.#socket?.readyState === WebSocket.OPEN &&
      (message.type !== 'commit' || this.#socket.bufferedAmount === 0)
    ) {
      this.#socket.send(JSON.stringify(message))
    }
  }

  #dial(): void {
    if (this.#stopped) return
    this.#socket?.close()
    const address = new URL('/api/live', location.href)
    address.protocol = address.protocol.replace('http', 'ws')
    const socket = new WebSocket(address)
    this.#socket = socket
    socket.onmessage = event => this.#hear(socket, JSON.parse(String(event.data)) as ToDevice)
    socket.onclose = event => this.#lost(socket, event.reason || `socket ${event.code}`)
    this.#later(PATIENCE_WITH_DIALLING, () => {
      if (socket.readyState === WebSocket.CONNECTING) this.#giveUp(socket, 'no answer')
    })
  }

  #hear(socket: WebSocket, message: ToDevice): void {
    if (socket !== this.#socket) return
    this.#heard = Date.now()
    if (message.type === 'hello' && message.person !== this.#settings.person) {
      this.#refuse(socket, message.name)
      return
    }
    this.#settings.receive(message)
    if (message.type !== 'hello') return
    this.#failures = 0
    if (this.#connection !== 'live') this.#become('live', null)
  }

  #lost(socket: WebSocket, reason: string): void {
    if (socket !== this.#socket || this.#stopped) return
    this.#failures += 1
    this.#socket = undefined
    if (this.#connection === 'live') this.#become('offline', reason)
    if (this.#connection === 'connecting') void this.#lookForServer(reason)
    if (this.#failures === PATIENCE_WITH_SOCKETS && this.#connection !== 'polling') void this.#tryPolling(reason)
    const slowest = this.#connection === 'polling' ? RETRY_SOCKET_WHILE_POLLING : SLOWEST_RETRY
    const delay = this.#connection === 'polling' ? slowest : Math.min(slowest, FIRST_RETRY * 2 ** Math.min(this.#failures, 8))
    this.#later(delay * (0.5 + Math.random() / 2), () => {
      if (!this.#socket) this.#dial()
    })
  }

  /** Somebody else has signed in on this device since: it is tried again, for the first may come back. */
  #refuse(socket: WebSocket, name: string): void {
    this.#settings.stranger(problemOf(refuseSpeaker('other-person', { name }), 'fr'))
    this.#giveUp(socket, 'other-person')
  }

  /** At once: a browser first waits for a farewell that a dead line never brings. */
  #giveUp(socket: WebSocket, reason: string): void {
    this.#lost(socket, reason)
    socket.close()
  }

  /** The first line has failed: where a server answers all the same, a line of one kind or the other is about to come. */
  async #lookForServer(reason: string): Promise<void> {
    if (!(await serverAnswers()) && this.#connection === 'connecting') this.#become('offline', reason)
  }

  async #tryPolling(reason: string): Promise<void> {
    const answers = await serverAnswers()
    if (this.#stopped || this.#connection === 'live') return
    this.#become(answers ? 'polling' : 'offline', reason)
    if (!answers) this.#later(SLOWEST_RETRY, () => this.#connection === 'offline' && void this.#tryPolling(reason))
  }

  async #sendByHttp(message: ToServer): Promise<void> {
    if (message.type === 'presence') return this.#appearByHttp(message)
    if (message.type !== 'open' && message.type !== 'commit') return
    try {
      const heard = await heardIn(message, await request(message, this.#settings.person))
      if (heard === 'apart' && message.type === 'commit') {
        for (const set of message.changeSets) await this.#sendByHttp({ ...message, changeSets: [set] })
      } else if (heard !== 'apart') for (const answer of heard) this.#settings.receive(answer)
    } catch (error) {
      if (this.#connection !== 'polling') return
      this.#become('offline', String(error))
      this.#later(FIRST_RETRY, () => void this.#tryPolling(String(error)))
    }
  }

  /** Where somebody is may get lost: it is said again with every answer of the room. */
  async #appearByHttp({ room, at, place }: Extract<ToServer, { type: 'presence' }>): Promise<void> {
    const response = await post(`${addressOf(room)}/presence`, { at, place }, this.#settings.person).catch(() => undefined)
    const people = response?.ok ? peopleIn(await response.json().catch(() => undefined)) : undefined
    if (people) this.#settings.receive({ type: 'presence', room, people })
  }

  /** A line that says nothing for too long is dead, whatever the socket pretends. */
  #keepAlive(): void {
    this.#later(HEARTBEAT, () => {
      if (this.#connection === 'live' && this.#socket && Date.now() - this.#heard > SILENCE) this.#giveUp(this.#socket, 'silence')
      this.send({ type: 'ping' })
      this.#keepAlive()
    })
  }

  #become(connection: Connection, reason: string | null): void {
    if (connection === 'offline' && this.#connection === 'offline' && reason === null) return
    this.#connection = connection
    this.#settings.changed(connection, reason)
  }

  #later(delay: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      work()
    }, delay)
    this.#timers.add(timer)
  }
}

function request(message: Asked, person: string): Promise<Response> {
  const room = addressOf(message.room)
  if (message.type === 'commit') return post(`${room}/changes`, { changeSets: message.changeSets }, person)
  return fetch(`${room}${cursorOf(message)}`, { cache: 'no-store', redirect: 'error', headers: { [SPEAKER_HEADER]: person } })
}

/** Led elsewhere, a request would leave what people decided with whoever led it there. */
function post(address: string, body: object, person: string): Promise<Response> {
  const headers = { 'content-type': 'application/json', [SPEAKER_HEADER]: person }
  return fetch(address, { method: 'POST', body: JSON.stringify(body), headers, redirect: 'error' })
}

function addressOf(room: string): string {
  return `/api/rooms/${encodeURIComponent(room)}`
}

function serverAnswers(): Promise<boolean> {
  return fetch('/healthz', { cache: 'no-store', redirect: 'error' })
    .then(isOurHealth)
    .catch(() => false)
}

function cursorOf({ since, head }: Cursor): string {
  if (since === null) return ''
  return `?${new URLSearchParams({ since: String(since), ...(head === undefined ? {} : { head }) })}`
}
