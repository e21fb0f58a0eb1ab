import type { Entry, Value } from '#kernel/record/change.ts'

/** One decision about a module, as its history shows it. */
export interface PastDecision {
  number: number
  /** ISO 8601 UTC, the server's clock. */
  at: string
  by: string
  field: string
  from: Value
  to: Value
  undoes: boolean
}

/** Every decision that took effect on one module, newest first. */
export function modulePast(entries: readonly Pick<Entry, 'number' | 'at' | 'by' | 'changes' | 'undoes'>[], module: string): PastDecision[] {
  const past: PastDecision[] = []
  for (const { number, at, by, changes, undoes } of entries) {
    for (const change of changes) {
      if (change.kind !== 'module' || change.record !== module) continue
      past.push({ number, at, by, field: change.field, from: change.from ?? null, to: change.to, undoes: undoes !== undefined })
    }
  }
  return past.sort((a, b) => b.number - a.number)
}
