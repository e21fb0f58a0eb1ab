import { describe, expect, it } from 'vitest'
import { BROKEN } from './broken.ts'
import { KEPT_SEEDS } from './kept-seeds.ts'
import { pollingNight, shareNeverSeen } from './polling-control.ts'
import { DRAINED, simulate } from './run.ts'
import { World } from './world.ts'

describe('a night that once failed', () => {
  it.each(KEPT_SEEDS)('seed $seed stays right: $found', async ({ seed }) => {
    const { faults, drained } = await simulate(seed)
    expect(faults).toEqual([])
    expect(drained).toBeLessThanOrEqual(DRAINED)
  })
})

describe('the checks have teeth', () => {
  it.each(BROKEN)('they notice when $name', async ({ plan }) => {
    const outcomes = []
    for (let seed = 1; seed <= 8; seed += 1) outcomes.push(await simulate(seed, plan))
    expect(outcomes.filter(outcome => outcome.faults.length > 0).length).toBeGreaterThan(0)
  })
})

describe('the polling protocol of source document 3, as a control', () => {
  it.each([
    { roundTrip: 100, clockAhead: 0, least: 0.01, most: 0.03 },
    { roundTrip: 300, clockAhead: 0, least: 0.035, most: 0.065 },
    { roundTrip: 1_000, clockAhead: 0, least: 0.14, most: 0.2 },
    { roundTrip: 100, clockAhead: 500, least: 0.15, most: 0.23 },
    { roundTrip: 100, clockAhead: 1_000, least: 0.31, most: 0.4 },
    { roundTrip: 100, clockAhead: 2_000, least: 0.62, most: 0.74 },
    { roundTrip: 100, clockAhead: 3_000, least: 0.99, most: 1 },
  ])('never shows a share of the writes at $roundTrip ms and a clock $clockAhead ms fast', async ({ least, most, ...plan }) => {
    const share = await shareNeverSeen(new World(1), { ...plan, duration: 1_000_000 })
    expect(share).toBeGreaterThanOrEqual(least)
    expect(share).toBeLessThanOrEqual(most)
  })

  it('loses marks, erases comments and leaves tablets apart', async () => {
    const { lost, overwritten, diverged } = await pollingNight(new World(1))
    expect(lost).toBeGreaterThan(0)
    expect(overwritten).toBeGreaterThan(0)
    expect(diverged).toBeGreaterThan(0)
  })
})
