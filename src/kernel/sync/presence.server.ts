import { randomUUID } from 'node:crypto'
import type { Database } from '#kernel/database/database.server.ts'
import type { Presence } from './protocol.ts'
import { keyOf } from './room-book.server.ts'
import type { Place } from './room-table.server.ts'

/** Who is where, as the nodes tell each other. Nothing of it is ever stored. */
interface PresenceNews {
  node: string
  seen: (Place & { who: Presence; gone?: true })[]
}

export interface PresenceSettings {
  database: Database
  /** How long somebody is still there after they were last seen. */
  staysMs: number
  now(): number
  /** People of a room have changed. */
  changed(place: Place): void
  failed(error: unknown): void
}

/** News of the other nodes wait this long for company: a notice costs a commit. */
const NEWS_EVERY_MS = 200
const CHANNEL = 'presence'
/** A notice holds less than 8,000 bytes; some are left for what is around the news. */
const MOST_BYTES = 7_500

/** Where people are, in the memory of every node. */
export class PresenceBoard {
  readonly #settings: PresenceSettings
  readonly #node = randomUUID()
  readonly #rooms = new Map<string, { place: Place; devices: Map<string, Presence> }>()
  #news: PresenceNews['seen'] = []
  #telling: NodeJS.Timeout | undefined
  #stop: (() => Promise<void>) | undefined

  constructor(settings: PresenceSettings) {
    this.#settings = settings
  }

  async open(): Promise<void> {
    this.#stop = await this.#settings.database.listen(CHANNEL, payload => this.#hear(payload))
  }

  async close(): Promise<void> {
    clearTimeout(this.#telling)
    await this.#stop?.()
  }

  /** Who is in a room now, in the order of their names. */
  in(place: Place): Presence[] {
    const devices = this.#rooms.get(keyOf(place))?.devices
    if (!devices) return []
    const oldest = new Date(this.#settings.now() - this.#settings.staysMs).toISOString()
    return [...devices.values()].filter(({ seen }) => seen >= oldest).sort((a, b) => a.name.localeCompare(b.name))
  }

  seen(place: Place, who: Omit<Presence, 'seen'>): void {
    const present = { ...who, seen: new Date(this.#settings.now()).toISOString() }
    this.#put(place, present)
    this.#tell({ ...place, who: present })
  }

  gone(place: Place, device: string): void {
    const who = this.#rooms.get(keyOf(place))?.devices.get(device)
    if (!who) return
    this.#take(place, device)
    this.#tell({ ...place, who, gone: true })
  }

  /** Forgets whoever was not seen for long and tells their rooms. */
  expire(): void {
    const oldest = new Date(this.#settings.now() - this.#settings.staysMs).toISOString()
    for (const { place, devices } of this.#rooms.values()) {
      for (const [device, { seen }] of devices) if (seen < oldest) this.#take(place, device)
    }
  }

  #put(place: Place, who: Presence): void {
    const key = keyOf(place)
    const room = this.#rooms.get(key) ?? { place, devices: new Map<string, Presence>() }
    this.#rooms.set(key, room)
    room.devices.set(who.device, who)
    this.#settings.changed(place)
  }

  #take(place: Place, device: string): void {
    const key = keyOf(place)
    const room = this.#rooms.get(key)
    if (!room?.devices.delete(device)) return
    if (room.devices.size === 0) this.#rooms.delete(key)
    this.#settings.changed(place)
  }

  /** The embedded database serves one process: there is nobody else to tell. */
  #tell(news: PresenceNews['seen'][number]): void {
    if (this.#settings.database.engine === 'pglite') return
    this.#news.push(news)
    this.#telling ??= setTimeout(() => this.#send(), NEWS_EVERY_MS).unref()
  }

  #send(): void {
    this.#telling = undefined
    const latest = new Map(this.#news.map(one => [`${keyOf(one)}/${one.who.device}`, one]))
    this.#news = []
    for (const seen of inNotices([...latest.values()])) {
      const news: PresenceNews = { node: this.#node, seen }
      this.#settings.database.pool.query('select pg_notify($1, $2)', [CHANNEL, JSON.stringify(news)]).catch(this.#settings.failed)
    }
  }

  #hear(payload: string): void {
    const { node, seen } = JSON.parse(payload) as PresenceNews
    if (node === this.#node) return
    for (const { organisation, room, who, gone } of seen) {
      const place = { organisation, room }
      if (gone) this.#take(place, who.device)
      else this.#put(place, who)
    }
  }
}

/** As many together as one notice holds, in whatever letters their names are written. */
function inNotices(all: PresenceNews['seen']): PresenceNews['seen'][] {
  const notices: PresenceNews['seen'][] = []
  let left = 0
  for (const one of all) {
    const size = Buffer.byteLength(JSON.stringify(one)) + 1
    if (size > left) {
      notices.push([])
      left = MOST_BYTES
    }
    notices.at(-1)!.push(one)
    left -= size
  }
  return notices
}
