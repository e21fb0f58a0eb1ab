import type { Packed } from '#kernel/sync/protocol.ts'

/** Equal neighbours counted once. */
export function packRuns<T>(items: Iterable<T>, same: (a: T, b: T) => boolean = Object.is): Packed<T> {
  const runs: Packed<T> = []
  for (const item of items) {
    const last = runs.at(-1)
    if (last && same(last[1], item)) last[0] += 1
    else runs.push([1, item])
  }
  return runs
}

export function* unpackRuns<T>(runs: Packed<T>): Generator<T> {
  for (const [count, item] of runs) for (let i = 0; i < count; i += 1) yield item
}
