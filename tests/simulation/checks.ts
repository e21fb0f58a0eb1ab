import { canonical } from '#kernel/record/canonical.ts'
import { type HistoryRow, verifyChain } from '#kernel/record/chain.ts'
import type { ChangeSet, RoomReader, Value } from '#kernel/record/change.ts'
import { allSent } from '#kernel/sync/room-status.ts'
import type { SimulatedDevice, Tab } from './device.ts'
import { type SimulatedServer, sha256 } from './server.ts'

/** A tap that was confirmed to a person. */
export interface Confirmed {
  id: string
  device: SimulatedDevice
  tab: Tab
  at: number
  /** The disk it was on was emptied, or the server came back from a backup that lacks it after the device was told it was taken. */
  lost?: boolean
}

const FIELDS = ['status', 'serial', 'tag:replace', 'tag:hotspot', 'deleted', 'text', 'locked']
const KINDS = ['plant', 'module', 'comment']

/** Every decided field as text, so that two rooms can be compared whatever order their records came in. */
export function written(room: RoomReader, withStamps: boolean): string {
  const lines: string[] = []
  for (const kind of KINDS) {
    for (const id of room.ids(kind)) {
      for (const field of FIELDS) {
        const state = room.field(kind, id, field)
        if (state) lines.push(`${kind} ${id} ${field} ${canonical(withStamps ? state : state.value)}`)
      }
    }
  }
  return lines.sort().join('\n')
}

/** The shown values, worked out again from the server's history and the queue by the shortest way there is. */
function expected(history: HistoryRow[], number: number, queue: ChangeSet[]): string {
  const values = new Map<string, Value>()
  for (const { changes } of [...history.slice(0, number).map(row => row.entry), ...queue]) {
    for (const { kind, record, field, to } of changes) values.set(`${kind} ${record} ${field}`, to)
  }
  return [...values]
    .map(([key, value]) => `${key} ${canonical(value)}`)
    .sort()
    .join('\n')
}

export interface Evidence {
  server: SimulatedServer
  devices: SimulatedDevice[]
  confirmed: Confirmed[]
  /** Refused acts that their author let go of. */
  discarded: ReadonlySet<string>
}

/** What must be true at every instant: a tab shows exactly what the server said plus its queue, and nothing confirmed is nowhere. */
export function checkNow(evidence: Evidence, now: number): string[] {
  return evidence.devices.flatMap(device => device.tabs.flatMap(tab => checkTab(evidence, device, tab, now)))
}

function checkTab({ server, confirmed, discarded }: Evidence, device: SimulatedDevice, tab: Tab, now: number): string[] {
  const faults: string[] = []
  const { status, view } = tab.core
  const pending = tab.core.pendingChanges()
  const shown = written(view, false)
  // Until it has heard of a restore, a device shows what the server knew before.
  const lives = [...server.former, server].reverse()
  if (!lives.some(({ history }) => shown === expected(history, status.number, pending))) faults.push(`${device.name} shows something else`)
  const held = new Set([...pending, ...status.refused.map(refused => refused.set)].map(set => set.id))
  const claims = allSent(status)
  for (const tap of confirmed) {
    if (tap.device !== device || tap.lost || discarded.has(tap.id)) continue
    const numbers = lives.map(life => life.numbers.get(tap.id))
    const known = numbers.some(number => number !== undefined)
    const heard = tap.tab === tab || now - tap.at > 500
    if (heard && claims && !known) faults.push(`${device.name} says all sent without ${tap.id}`)
    const read = held.has(tap.id) || numbers.some(number => number !== undefined && number <= status.number)
    if (tap.tab === tab && !read) faults.push(`${device.name} does not read its own ${tap.id}`)
  }
  return faults
}

/** What must be true of the history: each conflict, found by another way than the merge, left its losing value with its author. */
export function checkHistory(server: SimulatedServer, devices: SimulatedDevice[]): string[] {
  const faults: string[] = []
  const last = new Map<string, { number: number; device: string; value: Value }>()
  for (const { entry } of server.history) {
    const set = server.sets.get(entry.id)!
    if (set.base >= entry.number) faults.push(`${entry.number} was decided before what its author had read`)
    for (const { kind, record, field, to } of entry.changes) {
      const key = `${kind} ${record} ${field}`
      const before = last.get(key)
      const conflict = before && before.number > set.base && before.device !== entry.device && canonical(before.value) !== canonical(to)
      const kept = entry.contested?.some(
        item =>
          `${item.kind} ${item.record} ${item.field}` === key &&
          item.lost.number === before?.number &&
          canonical(item.lost.value) === canonical(before.value),
      )
      if (conflict && !kept) faults.push(`${entry.number} lost ${key} of ${before.number}`)
      last.set(key, { number: entry.number, device: entry.device, value: to })
    }
  }
  if (new Set(server.history.map(row => row.entry.id)).size !== server.history.length) faults.push('a change set counted twice')
  return [...faults, ...devices.flatMap(device => checkOrder(server, device))]
}

/** The acts of one tab keep their order. One that was refused has lost its place: a late copy of it may be taken when the reason is gone. */
function checkOrder(server: SimulatedServer, { name, captured }: SimulatedDevice): string[] {
  for (const ids of captured.values()) {
    const numbers = ids.filter(id => !server.refused.has(id)).flatMap(id => server.numbers.get(id) ?? [])
    if (numbers.some((number, index) => index > 0 && number < numbers[index - 1]!)) return [`writes of ${name} changed order`]
  }
  return []
}

/** What must be true at the end: the same room everywhere, nothing confirmed is missing, the seal holds. */
export async function checkEnd({ server, devices, confirmed, discarded }: Evidence): Promise<string[]> {
  const faults = checkHistory(server, devices)
  const truth = written(server.state, true)
  for (const device of devices) {
    for (const tab of device.tabs) {
      if (written(tab.core.view, true) !== truth) faults.push(`${device.name} ends with another room`)
      if (tab.core.status.pending > 0) faults.push(`the queue of ${device.name} is stuck`)
    }
    for (const { set } of device.disk.kept?.refused ?? []) {
      if (server.numbers.has(set.id)) faults.push(`${set.id} of ${device.name} was taken and still counts as refused`)
    }
  }
  for (const { id, device, lost } of confirmed) {
    const refused = device.disk.kept?.refused.some(({ set }) => set.id === id)
    if (!lost && !refused && !discarded.has(id) && !server.numbers.has(id)) faults.push(`${id} of ${device.name} was confirmed and is lost`)
  }
  const verdict = await verifyChain(server.history, sha256)
  if (!verdict.intact) faults.push(`the chain breaks at ${verdict.number}: ${verdict.reason}`)
  return faults
}
