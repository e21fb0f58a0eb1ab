import type { RoomReader } from '#kernel/record/change.ts'
import { configurationOf, hasModule, type PlantConfiguration, totalModules } from '../plant/configuration.ts'
import { placeOf } from '../plant/module-id.ts'
import { asStatus } from './module.ts'
import { STATUSES, type Status, severityOf } from './status.ts'

export interface Tally {
  total: number
  /** Judged, whatever the verdict. */
  done: number
  byStatus: Record<Status, number>
}

export interface StringTally extends Tally {
  string: number
  label: string | null
}

export interface Progress extends Tally {
  strings: StringTally[]
  /** Judged ÷ total × 100; `null` as long as the plant has no module. */
  completion: number | null
  /** Sum of the severities of all judged modules. */
  severity: number
}

/** How far the audit is, counted on the modules of the configuration alone. */
export function progressOf(room: RoomReader, configuration: PlantConfiguration = configurationOf(room)): Progress {
  const strings = new Map(
    configuration.strings.map(({ number, count, label }) => [number, { string: number, label: label ?? null, ...emptyTally(count) }]),
  )
  const whole = emptyTally(totalModules(configuration))
  let severity = 0
  room.each('module', 'status', (id, { value }) => {
    const place = placeOf(id)
    const status = asStatus(value)
    if (!place || status === 'pending' || !hasModule(configuration, place)) return
    judge(whole, status)
    judge(strings.get(place.string)!, status)
    severity += severityOf(status) ?? 0
  })
  const completion = whole.total === 0 ? null : (whole.done / whole.total) * 100
  return { ...whole, strings: [...strings.values()], completion, severity }
}

function emptyTally(total: number): Tally {
  const byStatus = Object.fromEntries(STATUSES.map(status => [status, 0])) as Record<Status, number>
  return { total, done: 0, byStatus: { ...byStatus, pending: total } }
}

function judge(tally: Tally, status: Status): void {
  tally.done++
  tally.byStatus.pending--
  tally.byStatus[status]++
}
