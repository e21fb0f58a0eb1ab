import type { Cell } from '#audit/plant/layout.ts'
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

export function createTally(cells: readonly Cell[], statusOf: (id: string) => Status): RunningTally {
  const members = Map.groupBy(cells, cell => cell.string)
  const stringOf = new Map(cells.map(cell => [cell.id, cell.string]))
  let counts = new Map<number, StringCount>()
  const recount = (string: number) => {
    const ofString = members.get(string)
    if (ofString) counts.set(string, countString(string, ofString, statusOf))
  }
  const refresh = (ids: readonly string[] | null) => {
    const touched = ids === null ? members.keys() : new Set(ids.flatMap(id => stringOf.get(id) ?? []))
    counts = new Map(counts)
    for (const string of touched) recount(string)
  }
  refresh(null)
  return {
    done: () => [...counts.values()].reduce((sum, { done }) => sum + done, 0),
    total: () => cells.length,
    strings: () => [...counts.values()],
    refresh,
  }
}

function countString(string: number, cells: readonly Cell[], statusOf: (id: string) => Status): StringCount {
  let done = 0
  let worst: StringCount['worst'] = null
  for (const { id } of cells) {
    const severity = severityOf(statusOf(id))
    if (severity === null) continue
    done++
    if (worst === null || severity > worst) worst = severity
  }
  return { string, total: cells.length, done, worst }
}
