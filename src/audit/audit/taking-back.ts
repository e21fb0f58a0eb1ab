import type { Entry } from '#kernel/record/change.ts'

/** What a list offers for an act: to take it back at once, after a question, or to look at the configuration instead. */
export type WayBack = 'at-once' | 'asked' | 'in-configuration' | 'nothing'

/** From here on a wrong click costs more than a question. */
const MANY_MODULES = 50

/**
 * An act that holds something of the plant or of its strings is never taken back from a list: modules would go for everybody, unseen. The
 * configuration is changed where what will change is shown first.
 */
export function wayBackOf({ count, records }: { count: number; records: Record<string, number> }): WayBack {
  if (count === 0) return 'nothing'
  if (records.plant || records.string) return 'in-configuration'
  return (records.module ?? 0) > MANY_MODULES ? 'asked' : 'at-once'
}

export type Fate = 'undone' | 'redone'

/** What became of the acts that others took back, newest first: taking back what took back is doing it again. */
export function fatesOf(acts: readonly Pick<Entry, 'id' | 'undoes'>[]): ReadonlyMap<string, Fate> {
  const fates = new Map<string, Fate>()
  for (const { id, undoes } of acts) {
    if (undoes !== undefined && !fates.has(undoes)) fates.set(undoes, fates.get(id) === 'undone' ? 'redone' : 'undone')
  }
  return fates
}
