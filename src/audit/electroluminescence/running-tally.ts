import { type PlantConfiguration, totalModules } from '#audit/plant/configuration.ts'
import { moduleId, placeOf } from '#audit/plant/module-id.ts'
import type { RoomReader, Value } from '#kernel/record/change.ts'
import { asStatus, statusOf } from './module.ts'
import { type Status, severityOf } from './status.ts'

export interface StringCount {
  string: number
  total: number
  done: number
  /** Most serious verdict in the string; `null` as long as nothing is judged. */
  worst: 0 | 1 | 2 | 3 | null
}

/** Counts kept up edit by edit, so that one more verdict among 100,000 costs one string and not the whole plant. */
export interface RunningTally {
  done(): number
  total(): number
  strings(): readonly StringCount[]
  /** The verdicts of these modules may have changed (`null`: of all). */
  refresh(ids: readonly string[] | null): void
}

export function createTally(configuration: PlantConfiguration, room: () => RoomReader): RunningTally {
  const total = totalModules(configuration)
  let counts = countAll(configuration, room())
  return {
    done: () => [...counts.values()].reduce((sum, { done }) => sum + done, 0),
    total: () => total,
    strings: () => [...counts.values()],
    refresh(ids) {
      if (ids === null) counts = countAll(configuration, room())
      else counts = recounted(counts, ids, room())
    },
  }
}

function nothingDone(string: number, total: number): StringCount {
  return { string, total, done: 0, worst: null }
}

/** Goes through what the room knows once, without asking for one module after the other. */
function countAll({ strings }: PlantConfiguration, room: RoomReader): Map<number, StringCount> {
  const counts = new Map(strings.map(({ number, count }) => [number, nothingDone(number, count)]))
  room.each('module', 'status', (id, { value }) => {
    const place = placeOf(id)
    const count = place && counts.get(place.string)
    if (count && place.position <= count.total) judge(count, value)
  })
  return counts
}

function recounted(counts: Map<number, StringCount>, ids: readonly string[], room: RoomReader): Map<number, StringCount> {
  const next = new Map(counts)
  for (const string of new Set(ids.flatMap(id => placeOf(id)?.string ?? []))) {
    const known = counts.get(string)
    if (!known) continue
    const count = nothingDone(string, known.total)
    for (let position = 1; position <= count.total; position++) judge(count, statusOf(room, moduleId(string, position)))
    next.set(string, count)
  }
  return next
}

function judge(count: StringCount, value: Value | Status): void {
  const severity = severityOf(asStatus(value))
  if (severity === null) return
  count.done++
  if (count.worst === null || severity > count.worst) count.worst = severity
}
