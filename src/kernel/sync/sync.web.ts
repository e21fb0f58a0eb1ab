import type { RoomDefinition } from '#kernel/record/definition.ts'
import { DeviceRoom } from './device-room.ts'
import type { Clock, Mark, Marker } from './device-storage.ts'
import { DexieStorage } from './dexie-storage.web.ts'
import { freeReserve, holdReserve } from './disk-reserve.web.ts'
import { modificationsIn } from './modifications.ts'
import type { Presence, ToDevice, ToServer } from './protocol.ts'
import { readQueueFile } from './queue-file.ts'
import { refuseCapture } from './refusals.ts'
import type { Connection } from './room-status.ts'
import { type TabMessage, Tabs } from './tabs.web.ts'
import { Transport } from './transport.web.ts'

export interface SyncSettings {
  /** `roleIn`: what the rules of one room see, as on the server. */
  person: { id: string; roleIn: (room: string) => string }
  /** The same for every tab of this device, kept by the session. */
  device: string
  definitions: RoomDefinition[]
  /** Frees space for words when the disk is full, such as photos the server already has. */
  freeSpace?: () => Promise<boolean>
}

/** All the rooms of one signed-in person on this device. Make one a page, with `startSync`. */
export class Sync {
  readonly #settings: SyncSettings
  readonly #storage: DexieStorage
  readonly #tabs: Tabs
  readonly #transport: Transport
  readonly #rooms = new Map<string, DeviceRoom>()
  readonly #presence = new Map<string, Presence[]>()
  readonly #presenceListeners = new Set<() => void>()
  readonly #rightsListeners = new Set<() => void>()
  readonly #marker: Marker
  readonly #whereabouts = new Map<string, Extract<ToServer, { type: 'presence' }>>()
  #speaks = false
  #hello: ToDevice | undefined
  readonly #lookAgain = () => {
    if (document.visibilityState !== 'visible') return
    for (const room of this.#rooms.values()) room.askAgain()
    this.#doubtRights()
  }

  constructor(settings: SyncSettings) {
    this.#settings = settings
    this.#storage = new DexieStorage(settings.person.id)
    this.#marker = markerOf(settings.person.id)
    this.#tabs = new Tabs(settings.person.id, message => this.#heardFromTab(message))
    this.#transport = new Transport({
      person: settings.person.id,
      receive: message => this.#receive(message),
      changed: (connection, reason) => this.#connectionChanged(connection, reason),
      stranger: problem => {
        for (const [room, device] of this.#rooms) void device.receive({ type: 'closed', room, problem })
      },
    })
    this.#tabs.elect(() => void this.#speak())
    document.addEventListener('visibilitychange', this.#lookAgain)
    void holdReserve()
  }

  /** The room, opened from this device's storage first and from the server as soon as it answers. The same handle for each call. */
  openRoom(room: string, sort: string): DeviceRoom {
    const open = this.#rooms.get(room) ?? this.#make(room, sort)
    if (!this.#speaks) this.#tabs.tell({ type: 'shows', room, sort })
    return open
  }

  /** Who else is in a room, by the server's word. */
  presence(room: string): readonly Presence[] {
    return this.#presence.get(room) ?? NOBODY
  }

  onPresence(listener: () => void): () => void {
    this.#presenceListeners.add(listener)
    return () => this.#presenceListeners.delete(listener)
  }

  /** Hears each time that what this person may do may have changed: the server said so, refused something for it, or is there again. */
  onRights(listener: () => void): () => void {
    this.#rightsListeners.add(listener)
    return () => this.#rightsListeners.delete(listener)
  }

  /** Says where this person is. Never stored. */
  tellWhereabouts(room: string, at: string | null, place: string | null): void {
    // Kept in every tab: which of them speaks is not known at once, and may change.
    this.#whereabouts.set(room, { type: 'presence', room, at, place })
    if (this.#speaks) this.#appear(room)
    else this.#tabs.tell({ type: 'whereabouts', room, at, place })
  }

  /** How many modifications may be only on this device, over all rooms, the refused ones included. */
  async unsent(): Promise<number> {
    return modificationsIn(await this.#storage.unsent())
  }

  /** Takes a file of this person's unsent work back into the queue; answers how many modifications were new here. */
  async importQueue(file: Blob): Promise<number> {
    const { person, changeSets } = readQueueFile(await file.text())
    if (person !== this.#settings.person.id) throw refuseCapture('queue-of-another')
    const here = new Set((await this.#storage.unsent()).map(set => set.id))
    const missing = changeSets.filter(set => !here.has(set.id))
    for (const set of missing) await this.#storage.save(set.room, { queued: [set] })
    for (const room of new Set(missing.map(set => set.room))) {
      this.#tabs.tell({ type: 'saved', room })
      await this.#rooms.get(room)?.refresh()
    }
    return modificationsIn(missing)
  }

  /** Tries the line again at once instead of when the next try is due, and says again what waits. */
  retry(): void {
    if (!this.#speaks) this.#tabs.tell({ type: 'retry' })
    else {
      this.#transport.retry()
      for (const room of this.#rooms.values()) room.askAgain()
    }
    for (const room of this.#rooms.values()) void room.refresh()
  }

  /** Stops and forgets everything kept here: the person signs out, or the server revoked this device. */
  async wipe(): Promise<void> {
    this.stop()
    await this.#storage.wipe()
    forgetMarks(this.#settings.person.id)
  }

  stop(): void {
    document.removeEventListener('visibilitychange', this.#lookAgain)
    this.#transport.stop()
    this.#tabs.close()
    for (const room of this.#rooms.values()) room.close()
  }

  #make(room: string, sort: string): DeviceRoom {
    const definition = this.#settings.definitions.find(candidate => candidate.sort === sort)
    if (!definition) throw new Error(`no definition for rooms of sort ${sort}`)
    const { person, device } = this.#settings
    const made = new DeviceRoom({
      room,
      definition,
      person: { id: person.id, role: person.roleIn(room) },
      device,
      clock: CLOCK,
      random: chance,
      storage: this.#storage,
      marker: this.#marker,
      send: message => this.#transport.send(message),
      saved: () => this.#tabs.tell({ type: 'saved', room }),
      freeSpace: () => this.#freeSpace(),
    })
    this.#rooms.set(room, made)
    void made.open()
    if (this.#hello) void made.receive(this.#hello)
    if (this.#speaks) this.#connect(made, this.#transport.connection, null)
    return made
  }

  async #freeSpace(): Promise<boolean> {
    const freed = (await this.#settings.freeSpace?.()) ?? false
    return (await freeReserve()) || freed
  }

  async #speak(): Promise<void> {
    this.#speaks = true
    // What was overheard of the tab that has gone is no longer true.
    this.#connectionChanged(this.#transport.connection, null)
    for (const room of this.#rooms.values()) await room.refresh()
    this.#tabs.tell({ type: 'speaks' })
    this.#transport.start()
  }

  /** The server knows where somebody is only in a room they have open, and forgets it soon: each answer is a moment to say it again. */
  #appear(room: string): void {
    const whereabouts = this.#whereabouts.get(room)
    if (whereabouts && this.#rooms.get(room)?.status.known) this.#transport.send(whereabouts)
  }

  #receive(message: ToDevice): void {
    if (message.type === 'presence') this.#showPresence(message.room, message.people)
    if (message.type === 'hello') {
      this.#hello = message
      for (const room of this.#rooms.values()) void room.receive(message)
    }
    if (message.type === 'hello' || isForLackOfRight(message)) this.#tellRights()
    const name = roomOf(message)
    if (name === undefined) return
    const received = this.#rooms.get(name)?.receive(message)
    // Not before it is taken: a room opened for the first time is not known until then.
    if (message.type === 'tail' || message.type === 'snapshot') void received?.then(() => this.#appear(name))
  }

  #connectionChanged(connection: Connection, reason: string | null): void {
    for (const room of this.#rooms.values()) this.#connect(room, connection, reason)
    this.#tabs.tell({ type: 'connection', connection, reason })
    if (connection === 'polling') this.#tellRights()
  }

  #tellRights(): void {
    this.#tabs.tell({ type: 'rights' })
    this.#doubtRights()
  }

  #doubtRights(): void {
    for (const listener of this.#rightsListeners) listener()
  }

  #connect(room: DeviceRoom, connection: Connection, reason: string | null): void {
    if (connection === 'live' || connection === 'polling') room.connected(connection)
    else room.disconnected(reason, connection)
  }

  #showPresence(room: string, people: Presence[]): void {
    this.#presence.set(room, people)
    if (this.#speaks) this.#tabs.tell({ type: 'presence', room, people })
    for (const listener of this.#presenceListeners) listener()
  }

  /** Another tab has become the one that speaks: what this one shows, and where the person is. */
  #tellSpeaker(): void {
    for (const { room, sort } of this.#rooms.values()) this.#tabs.tell({ type: 'shows', room, sort })
    for (const { room, at, place } of this.#whereabouts.values()) this.#tabs.tell({ type: 'whereabouts', room, at, place })
  }

  #heardFromTab(message: TabMessage): void {
    if (message.type === 'saved') void this.#rooms.get(message.room)?.refresh()
    if (message.type === 'presence') this.#showPresence(message.room, message.people)
    if (message.type === 'connection' && !this.#speaks) {
      for (const room of this.#rooms.values()) room.overhears(message.connection, message.reason)
    }
    if (message.type === 'rights') this.#doubtRights()
    if (message.type === 'speaks') this.#tellSpeaker()
    if (message.type === 'shows' && this.#speaks) {
      if (!this.#rooms.has(message.room)) this.#make(message.room, message.sort)
      this.#tabs.tell({ type: 'connection', connection: this.#transport.connection, reason: null })
    }
    if (message.type === 'retry' && this.#speaks) this.retry()
    if (message.type === 'whereabouts' && this.#speaks) this.tellWhereabouts(message.room, message.at, message.place)
  }
}

export function startSync(settings: SyncSettings): Sync {
  return new Sync(settings)
}

function isForLackOfRight(message: ToDevice): boolean {
  return (message.type === 'refused' || message.type === 'closed') && message.problem.code === 'not-allowed'
}

function roomOf(message: ToDevice): string | undefined {
  if (message.type === 'snapshot') return message.snapshot.room
  return 'room' in message ? message.room : undefined
}

const NOBODY: readonly Presence[] = []

const CLOCK: Clock = {
  now: () => Date.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds)
    return () => clearTimeout(timer)
  },
}

/** Not Math.random, which two devices may start alike. */
function chance(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0]! / 4_294_967_296
}

function markKey(person: string, room: string): string {
  return `courant-mark:${person}:${room}`
}

/** Marks live in localStorage: another place than IndexedDB, and small. */
function markerOf(person: string): Marker {
  return {
    read(room) {
      const text = localStorage.getItem(markKey(person, room))
      return text === null ? undefined : (JSON.parse(text) as Mark)
    },
    write(room, mark) {
      try {
        localStorage.setItem(markKey(person, room), JSON.stringify(mark))
      } catch {
        // A mark that cannot be brought up to date is better absent than wrong; the work itself is in the other place.
        localStorage.removeItem(markKey(person, room))
      }
    },
  }
}

function forgetMarks(person: string): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(markKey(person, ''))) localStorage.removeItem(key)
}
