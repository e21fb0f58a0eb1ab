/** Levels of lists and objects that anything sent to the server may have; what is ours has fewer than ten. */
export const MOST_LEVELS = 64

/** Whether a parsed value is nested deeper than so many levels. Asked before anything walks through it: walks call themselves. */
export function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  return Object.values(value).some(inner => isDeeperThan(levels - 1, inner))
}
