import { expect, it } from 'vitest'
import { DRAINED, simulate } from './run.ts'

/** One test a seed. The seeds lie in two files, so that two workers share them. */
export function nights(first: number, count: number): void {
  const seeds = Array.from({ length: count }, (_, index) => first + index)
  it.each(seeds)('seed %i: nothing confirmed is lost, everybody ends with the same plant', async seed => {
    const { faults, drained, confirmed } = await simulate(seed)
    expect(faults).toEqual([])
    expect(drained).toBeLessThanOrEqual(DRAINED)
    expect(confirmed).toBeGreaterThan(50)
  })
}
