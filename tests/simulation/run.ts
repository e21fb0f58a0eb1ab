import { Refusal } from '#kernel/refusal.ts'
import type { ToDevice } from '#kernel/sync/protocol.ts'
import type { Wish } from '#kernel/sync/wishes.ts'
import { type Confirmed, checkEnd, checkNow, type Evidence } from './checks.ts'
import { type Faults, SimulatedDevice, type Tab } from './device.ts'
import { STATUSES } from './plant-room.ts'
import { type BrokenServer, SimulatedServer } from './server.ts'
import { World } from './world.ts'

export interface Plan extends BrokenServer {
  devices: number
  operations: number
  /** How often the server comes back from a backup; at most once, by chance, when absent. */
  restores?: number
  /** Ways to break the product on purpose, to see that the checks notice. */
  trustsSending?: boolean
  diskLies?: boolean
  sabotage?: (message: ToDevice) => ToDevice | undefined
}

export interface Outcome {
  seed: number
  faults: string[]
  confirmed: number
  entries: number
  contested: number
  refused: number
  kills: number
  restores: number
  /** Virtual time from the healing of every link to the last empty queue. */
  drained: number
}

/** Every queue is empty within this time of the links' healing, without anybody doing anything. */
export const DRAINED = 5_000

const DURATION = 60_000
const DAY = 86_400_000

/** One night of several technicians, with everything that can go wrong, from one seed. */
export async function simulate(seed: number, plan: Plan = { devices: 8, operations: 200 }): Promise<Outcome> {
  const night = new Night(seed, plan)
  return night.run()
}

/** On the disk and in the mind of every tab: a full disk may still hold what its device was told is taken. */
function waits({ id, device }: Confirmed): boolean {
  const queues = [device.disk.kept?.queue ?? [], ...device.tabs.map(tab => tab.core.pendingChanges())]
  return queues.every(queue => queue.some(set => set.id === id))
}

class Night {
  readonly #plan: Plan
  readonly #seed: number
  readonly #world: World
  readonly #server: SimulatedServer
  readonly #devices: SimulatedDevice[]
  readonly #confirmed: Confirmed[] = []
  readonly #lineFaults: Faults
  readonly #faults = new Set<string>()
  readonly #discarded = new Set<string>()
  #kills = 0

  constructor(seed: number, plan: Plan) {
    this.#seed = seed
    this.#plan = plan
    this.#world = new World(seed)
    const { chance } = this.#world
    this.#server = new SimulatedServer(this.#world, plan)
    this.#lineFaults = { drop: chance.pick([0, 0.02, 0.1]), duplicate: chance.pick([0, 0.05, 0.2]), slow: chance.pick([0, 0.05, 0.2]) }
    this.#devices = Array.from({ length: plan.devices }, (_, index) => {
      return new SimulatedDevice(`tablet ${index + 1}`, this.#world, this.#server, this.#lineFaults, plan)
    })
  }

  async run(): Promise<Outcome> {
    const { chance } = this.#world
    for (const device of this.#devices) {
      device.skew = chance.between(-DAY, DAY)
      device.startTab()
      if (chance.happens(0.3)) device.startTab()
    }
    for (let count = 0; count < this.#plan.operations; count += 1) this.#sometime(() => this.#operate())
    for (let count = 0; count < 60; count += 1) this.#sometime(() => this.#trouble(chance.pick(this.#devices)))
    for (let count = 0; count < chance.between(0, 3); count += 1) this.#sometime(() => this.#server.kill())
    const restores = this.#plan.restores ?? (chance.happens(0.3) ? 1 : 0)
    for (let count = 0; count < restores; count += 1) this.#sometime(() => this.#restore())
    for (let count = 0; count < 30; count += 1) this.#sometime(() => this.#check())
    await this.#world.runUntil(DURATION)
    this.#heal()
    return this.#outcome()
  }

  #sometime(work: () => void): void {
    this.#world.after(this.#world.chance.between(0, DURATION), work)
  }

  get #evidence(): Evidence {
    return { server: this.#server, devices: this.#devices, confirmed: this.#confirmed, discarded: this.#discarded }
  }

  #check(): void {
    for (const fault of checkNow(this.#evidence, this.#world.now)) this.#faults.add(fault)
  }

  #operate(): void {
    const { chance } = this.#world
    const device = chance.pick(this.#devices)
    const tab = device.tabs.length > 0 ? chance.pick(device.tabs) : undefined
    if (!tab) return
    const gesture = chance.next()
    const refused = tab.core.status.refused[0]?.set.id
    if (refused !== undefined && gesture > 0.9) return void this.#decide(tab, refused)
    const turned = gesture < 0.12 ? tab.core.undo() : gesture < 0.18 ? tab.core.redo() : undefined
    const act = turned ? turned.then(set => set?.id) : tab.core.commit(this.#wishes())
    act.then(
      id => id !== undefined && tab.alive && this.#confirmed.push({ id, device, tab, at: this.#world.now }),
      (error: unknown) => error instanceof Refusal || this.#faults.add(String(error)),
    )
  }

  /** Somebody reads what was refused: sends it again, or lets go of it. From then on it may be gone, unless they are told that it is not. */
  #decide(tab: Tab, refused: string): void {
    const again = this.#world.chance.happens(0.6)
    if (!again) this.#discarded.add(refused)
    const decided = again ? tab.core.resend(refused) : tab.core.discard(refused)
    decided.catch((error: unknown) => {
      if (!(error instanceof Refusal)) this.#faults.add(String(error))
      else if (!again) this.#discarded.delete(refused)
    })
  }

  #wishes(): Wish[] {
    const { chance } = this.#world
    const module = () => `S${chance.between(1, 2)}-${chance.between(1, 6)}`
    const status = (record: string): Wish => ({ kind: 'module', record, field: 'status', to: chance.pick(STATUSES) })
    const comment = `c${chance.between(1, 4)}`
    const choices: Wish[][] = [
      [status(module())],
      [status(module())],
      [{ kind: 'module', record: module(), field: 'serial', to: `SN${chance.between(0, 999_999)}` }],
      [{ kind: 'module', record: module(), field: 'tag:hotspot', to: chance.pick([true, null]) }],
      [{ kind: 'module', record: module(), field: 'deleted', to: chance.happens(0.5) }],
      [{ kind: 'comment', record: comment, field: 'text', to: `note ${chance.between(0, 999_999)}` }],
      [1, 2, 3, 4, 5, 6].map(position => status(`S1-${position}`)),
    ]
    if (chance.happens(0.06)) return [{ kind: 'plant', record: 'plant', field: 'locked', to: chance.happens(0.4) }]
    return chance.pick(choices)
  }

  #trouble(device: SimulatedDevice): void {
    const { chance } = this.#world
    const later = (most: number, work: () => void) => this.#world.after(chance.between(200, most), work)
    const troubles = [
      () => {
        device.deafened = true
        later(10_000, () => (device.deafened = false))
      },
      () => {
        device.muted = true
        later(10_000, () => (device.muted = false))
      },
      () => {
        device.muted = device.deafened = true
        if (chance.happens(0.5)) device.cut()
        later(20_000, () => (device.muted = device.deafened = false))
      },
      () => device.cut(),
      () => (device.skew = chance.between(-DAY, DAY)),
      () => {
        device.disk.full = true
        later(4_000, () => (device.disk.full = false))
      },
      () => this.#killTabs(device, chance.happens(0.05)),
      () => this.#killTabs(device, false),
    ]
    chance.pick(troubles)()
  }

  /** Memory gone, disk kept; now and then the browser has emptied the disk too, and the device must say so. */
  #killTabs(device: SimulatedDevice, evicted: boolean): void {
    this.#kills += 1
    const victims = evicted || this.#world.chance.happens(0.5) ? [...device.tabs] : device.tabs.slice(0, 1)
    for (const tab of victims) device.killTab(tab)
    const lost = evicted ? this.#evict(device) : 0
    this.#world.after(this.#world.chance.between(50, 3_000), () => this.#restart(device, lost))
  }

  #evict(device: SimulatedDevice): number {
    let lost = 0
    for (const tap of this.#confirmed) {
      if (tap.device !== device || tap.lost) continue
      tap.lost = true
      if (!this.#server.numbers.has(tap.id)) lost += 1
    }
    device.disk.kept = undefined
    return lost
  }

  #restart(device: SimulatedDevice, lost: number): void {
    if (device.tabs.length > 1) return
    const tab = device.startTab()
    void tab.core.open().then(() => {
      const { evicted } = tab.core.status
      if (lost > 0 && evicted === null) this.#faults.add(`${device.name} lost ${lost} and says nothing`)
    })
  }

  /** A backup lacks what came after it. What a device has not been told is taken stays in its queue, and may not be lost. */
  #restore(): void {
    const world = this.#world
    const cut = new Set(this.#server.restore(world.chance.between(1, 30)))
    const forgotten = this.#confirmed.filter(tap => cut.has(tap.id) && !tap.lost)
    for (const tap of forgotten) tap.lost = true
    // By then every line is known to be cut, and nothing that was said before arrives.
    world.after(500, () => {
      for (const tap of forgotten) {
        if (waits(tap)) tap.lost = false
      }
    })
  }

  #heal(): void {
    Object.assign(this.#lineFaults, { drop: 0, slow: 0 })
    Object.assign(this.#server, { running: true, frailty: 0 })
    for (const device of this.#devices) {
      device.deafened = device.muted = device.disk.full = false
      if (device.tabs.length === 0) device.startTab()
    }
  }

  async #outcome(): Promise<Outcome> {
    const healed = this.#world.now
    const waiting = () => this.#devices.some(device => device.tabs.some(tab => tab.core.status.pending > 0))
    let drained = 0
    for (let step = 1; step <= 400; step += 1) {
      await this.#world.runUntil(healed + step * 100)
      if (waiting()) drained = step * 100
    }
    this.#check()
    for (const fault of await checkEnd(this.#evidence)) this.#faults.add(fault)
    for (const device of this.#devices) for (const tab of [...device.tabs]) device.killTab(tab)
    return {
      seed: this.#seed,
      faults: [...this.#faults],
      confirmed: this.#confirmed.length,
      entries: this.#server.history.length,
      contested: this.#server.history.filter(row => row.entry.contested).length,
      refused: this.#devices.reduce((sum, device) => sum + (device.disk.kept?.refused.length ?? 0), 0),
      kills: this.#kills,
      restores: this.#server.former.length,
      drained,
    }
  }
}
