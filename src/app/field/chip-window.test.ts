import { expect, test } from 'vitest'
import { CHIP_GAP, chipsNear, chipWidth, scrollToChip } from './chip-window.ts'

test('of 4,000 strings only those near the eye are drawn', () => {
  const { first, last } = chipsNear(4000, 72, 80_000, 820)
  expect(first * 80).toBeLessThanOrEqual(80_000)
  expect(last * 80).toBeGreaterThanOrEqual(80_820)
  expect(last - first).toBeLessThan(30)
  expect(chipsNear(3, 72, 0, 820)).toEqual({ first: 0, last: 3 })
})

test('a chip wanted is brought in sight, and one in sight stays where it is', () => {
  expect(scrollToChip(100, 72, 0, 400)).toBe(100 * 80 + 72 + 2 * CHIP_GAP - 400)
  expect(scrollToChip(100, 72, 9000, 400)).toBe(8000)
  expect(scrollToChip(2, 72, 100, 400)).toBe(100)
})

test('a chip is as wide as the longest name needs, within reason', () => {
  expect(chipWidth(['S1', 'S2'])).toBe(72)
  expect(chipWidth(['S1', 'MPPT3-B12'])).toBeGreaterThan(110)
  expect(chipWidth(['x'.repeat(200)])).toBe(168)
})
