import { expect, test } from 'vitest'
import { ago, day, grouped, instant, number, outOf, percent, quantity } from './format.ts'

test('French numbers group with a narrow no-break space and a decimal comma', () => {
  expect(number(1234567.5, 'fr')).toBe('1\u202f234\u202f567,5')
  expect(number(1234567.5, 'en')).toBe('1,234,567.5')
})

test('a quantity keeps its unit on its line', () => {
  expect(quantity(58.08, 'kWc', 'fr', { max: 1 })).toBe('58,1\u202fkWc')
})

test('241 modules out of 242 never read 100 %', () => {
  expect(percent(241 / 242, 'fr')).toBe('99,6\u202f%')
  expect(percent(9999 / 10000, 'fr')).toBe('99,9\u202f%')
  expect(percent(1, 'fr')).toBe('100\u202f%')
  expect(percent(1 / 100_000, 'en')).toBe('0.1%')
  expect(percent(0, 'en')).toBe('0%')
})

test('instants are shown as clocks in Paris, winter and summer', () => {
  expect(instant('2026-07-15T23:30:05Z', 'en')).toBe('16 Jul 2026, 01:30')
  expect(instant('2026-11-21T07:30:00Z', 'fr')).toBe('21 nov. 2026 à 08:30')
})

test('a day of the calendar is the same everywhere', () => {
  expect(day('2025-10-24', 'fr')).toBe('24 oct. 2025')
})

test('what just happened is told in the largest whole unit', () => {
  const now = Date.parse('2026-01-01T12:00:00Z')
  expect(ago('2026-01-01T11:56:10Z', now, 'fr')).toBe('il y a 3\u202fmin')
  expect(ago('2026-01-01T12:00:09Z', now, 'fr')).toBe('maintenant')
})

test('the figures of a text are grouped where they stand', () => {
  expect(grouped('26 + 1204 × 2400', 'fr')).toBe('26 + 1\u202f204 × 2\u202f400')
})

test('so many of so many are grouped on both sides', () => {
  expect(outOf(1204, 200_000, 'fr')).toBe('1\u202f204/200\u202f000')
  expect(outOf(1204, 200_000, 'en')).toBe('1,204/200,000')
})
