import { DeviceRoom } from '#kernel/sync/device-room.ts'
import type { DeviceRoomSettings } from '#kernel/sync/device-settings.ts'
import { afterRestore, type DeviceStorage, type Mark, type StorageWrites, type StoredRoom, unseeing } from '#kernel/sync/device-storage.ts'
import type { ToDevice, ToServer } from '#kernel/sync/protocol.ts'
import { PLANT_ROOM } from './plant-room.ts'
import { type Line, ROOM, type SimulatedServer } from './server.ts'
import type { World } from './world.ts'

/** A disk: what was written stays, whatever happens to the memory above it. */
class Disk {
  kept: StoredRoom | undefined
  full = false

  write(writes: StorageWrites): void {
    const kept: StoredRoom = this.kept ?? { snapshot: null, tail: [], queue: [], refused: [], acts: [], people: {}, resets: 0 }
    const settled = new Set(writes.settled)
    const forgotten = new Set(writes.forgottenActs)
    const acts = new Map(kept.acts.filter(act => !forgotten.has(act.id)).map(act => [act.id, act]))
    for (const act of writes.acts ?? []) acts.set(act.id, act)
    const snapshot = writes.snapshot ?? kept.snapshot
    const head = writes.head ?? kept.head
    const { restarts, queued } = afterRestore(writes, kept.resets)
    const waiting = restarts ? kept.queue.map(unseeing) : kept.queue
    const tail = new Map([...(restarts ? [] : kept.tail), ...(writes.entries ?? [])].map(entry => [entry.number, entry]))
    this.kept = {
      snapshot,
      tail: [...tail.values()].filter(entry => entry.number > (snapshot?.number ?? 0)).sort((a, b) => a.number - b.number),
      queue: [...waiting.filter(set => !settled.has(set.id)), ...queued],
      refused: [...kept.refused.filter(({ set }) => !settled.has(set.id)), ...(writes.refused ?? [])],
      acts: [...acts.values()],
      people: writes.people ?? kept.people,
      resets: writes.snapshot ? Math.max(writes.resets ?? 0, kept.resets) : kept.resets,
      ...(head ? { head } : {}),
    }
  }
}

/** What is on a disk does not change with the memory that wrote it: whoever tries is told. Cheaper than a copy, and stricter. */
function frozen<Thing>(thing: Thing): Thing {
  if (typeof thing !== 'object' || thing === null || Object.isFrozen(thing)) return thing
  Object.freeze(thing)
  for (const part of Object.values(thing)) frozen(part)
  return thing
}

export interface Faults {
  drop: number
  duplicate: number
  slow: number
}

/** Ways to break a device on purpose. */
export interface Broken {
  sabotage?: (message: ToDevice) => ToDevice | undefined
  trustsSending?: boolean
  diskLies?: boolean
}

/** One tab: a device core with its own memory, on a disk it may share. */
export class Tab {
  readonly core: DeviceRoom
  alive = true
  readonly #device: SimulatedDevice

  constructor(device: SimulatedDevice, settings: Omit<DeviceRoomSettings, 'send' | 'storage' | 'saved'>) {
    this.#device = device
    this.core = new DeviceRoom({
      ...settings,
      storage: this.#storage(),
      send: message => this.alive && device.sends(this, message),
      saved: () => device.tellOthers(this),
    })
  }

  kill(): void {
    this.alive = false
    this.core.close()
  }

  /** Writes and reads take time; a tab killed meanwhile never learns how they ended. */
  #storage(): DeviceStorage {
    const { world, disk } = this.#device
    const step = async () => {
      await world.wait(world.chance.between(0, 3))
      if (!this.alive) await new Promise(() => {})
    }
    return {
      load: async (_room, reached) => {
        await step()
        if (!disk.kept) return undefined
        const { snapshot, tail, ...kept } = disk.kept
        const recent = reached?.resets === kept.resets && (snapshot?.number ?? 0) <= reached.number
        return { ...kept, snapshot: recent ? null : snapshot, tail: tail.filter(entry => !recent || entry.number > reached.number) }
      },
      save: async (_room, writes) => {
        await step()
        if (disk.full) throw Object.assign(new Error('the disk is full'), { name: 'QuotaExceededError' })
        if (!this.#device.broken.diskLies || !writes.queued) disk.write(frozen(writes))
        this.#device.captured.set(this, [...(this.#device.captured.get(this) ?? []), ...(writes.queued ?? []).map(set => set.id)])
        await step()
      },
    }
  }
}

/** A tablet: its disk, its clock that may be wrong, its link that may be cut, and one or two tabs. */
export class SimulatedDevice {
  readonly name: string
  readonly world: World
  readonly disk = new Disk()
  readonly tabs: Tab[] = []
  /** Of each tab there ever was, the ids in the order in which they reached the disk. */
  readonly captured = new Map<Tab, string[]>()
  skew = 0
  deafened = false
  muted = false
  mark: Mark | undefined
  readonly #server: SimulatedServer
  readonly #faults: Faults
  readonly broken: Broken
  #line: Line | undefined
  #speaker: Tab | undefined

  constructor(name: string, world: World, server: SimulatedServer, faults: Faults, broken: Broken = {}) {
    this.name = name
    this.world = world
    this.#server = server
    this.#faults = faults
    this.broken = broken
  }

  /** The tab that holds the lock and speaks to the server. */
  get speaker(): Tab | undefined {
    return this.#speaker
  }

  startTab(): Tab {
    const { world, name } = this
    const tab = new Tab(this, {
      room: ROOM,
      definition: PLANT_ROOM,
      person: { id: `person of ${name}`, role: 'technician' },
      device: name,
      clock: { now: () => 1_760_000_000_000 + world.now + this.skew, after: (delay, work) => world.after(delay, work) },
      random: () => world.chance.next(),
      marker: {
        read: () => this.mark,
        write: (_room, mark) => {
          if (tab.alive) this.mark = mark
        },
      },
    })
    this.tabs.push(tab)
    void tab.core.open().then(() => this.#elect())
    return tab
  }

  killTab(tab: Tab): void {
    tab.kill()
    this.tabs.splice(this.tabs.indexOf(tab), 1)
    if (tab !== this.#speaker) return
    this.#speaker = undefined
    this.#hangUp()
    this.#elect()
  }

  tellOthers(tab: Tab): void {
    for (const other of this.tabs) {
      if (other !== tab) this.world.after(this.world.chance.between(0, 20), () => other.alive && void other.core.refresh())
    }
  }

  sends(tab: Tab, message: ToServer): void {
    const line = this.#line
    if (!line || tab !== this.#speaker) return
    if (this.broken.trustsSending && message.type === 'commit') {
      for (const { id } of message.changeSets) void tab.core.receive({ type: 'taken', room: ROOM, id, number: 0 })
    }
    this.#travel(() => {
      if (!this.muted) void this.#server.receive(line, message)
    })
  }

  #elect(): void {
    const next = this.tabs[0]
    if (this.#speaker || !next) return
    this.#speaker = next
    void next.core.refresh().then(() => this.#dial(next))
  }

  /** Tries until somebody answers, as a socket does. */
  #dial(tab: Tab): void {
    if (!tab.alive || tab !== this.#speaker) return
    if (this.muted || this.deafened || !this.#server.running) {
      this.world.after(this.world.chance.between(500, 2_000), () => this.#dial(tab))
      return
    }
    const line: Line = {
      person: `person of ${this.name}`,
      deliver: message => this.#travel(() => this.#hears(tab, line, message)),
      cut: () => this.world.after(this.world.chance.between(0, 300), () => this.cut(line)),
    }
    this.#line = line
    tab.core.connected('live')
  }

  /** The link breaks and the device notices. */
  cut(line = this.#line): void {
    const tab = this.#speaker
    if (!line || line !== this.#line || !tab) return
    this.#hangUp()
    tab.core.disconnected()
    this.world.after(this.world.chance.between(100, 1_500), () => this.#dial(tab))
  }

  #hangUp(): void {
    if (this.#line) this.#server.hangUp(this.#line)
    this.#line = undefined
  }

  #hears(tab: Tab, line: Line, message: ToDevice): void {
    const heard = this.broken.sabotage ? this.broken.sabotage(message) : message
    if (!this.deafened && line === this.#line && tab.alive && heard) void tab.core.receive(heard)
  }

  /** Dropped, doubled, slow: two messages may arrive in either order. */
  #travel(arrive: () => void): void {
    const { chance } = this.world
    if (chance.happens(this.#faults.drop)) return
    const copies = chance.happens(this.#faults.duplicate) ? 2 : 1
    for (let copy = 0; copy < copies; copy += 1) {
      this.world.after(chance.happens(this.#faults.slow) ? chance.between(200, 3_000) : chance.between(10, 120), arrive)
    }
  }
}
