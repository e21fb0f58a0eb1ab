import { expect, test } from 'vitest'
import { checkedConfiguration } from './configuration.ts'
import { readIdentifier } from './identifier.ts'

const jalibat = checkedConfiguration([{ number: 1, count: 26 }, ...Array.from({ length: 9 }, (_, i) => ({ number: i + 2, count: 24 }))])
const labelled = checkedConfiguration([
  { number: 1, count: 14, label: 'A1' },
  { number: 2, count: 14, label: 'MPPT 2' },
])

function idOf(name: string, plant = jalibat): string {
  const reading = readIdentifier(name, plant)
  return 'id' in reading ? reading.id : reading.problem
}

test.each([
  ['S1-1', 'S1-1'],
  ['s10-24', 'S10-24'],
  ['S01-01', 'S1-1'],
  ['S1-P01', 'S1-1'],
  ['S1-M12', 'S1-12'],
  ['S01-M12', 'S1-12'],
  ['M001', 'S1-1'],
  ['M026', 'S1-26'],
  ['M027', 'S2-1'],
  ['M050', 'S2-24'],
  ['M051', 'S3-1'],
  ['M242', 'S10-24'],
])('%s is %s on a plant of 26 + 9 × 24', (name, id) => {
  expect(idOf(name)).toBe(id)
})

test("a string's own label names its modules", () => {
  expect(idOf('A1-1', labelled)).toBe('S1-1')
  expect(idOf('mppt 2-M03', labelled)).toBe('S2-3')
})

test('what lies outside the plant is a problem, never another module', () => {
  expect(['S11-1', 'S2-25', 'M243', 'M000', 'S1-0', 'A1-1', 'hello', ''].map(name => idOf(name))).toEqual([
    'not-in-configuration',
    'not-in-configuration',
    'not-in-configuration',
    'not-in-configuration',
    'not-readable',
    'not-readable',
    'not-readable',
    'not-readable',
  ])
})

test('running numbers and labels need to know the plant', () => {
  expect(readIdentifier('M050')).toEqual({ read: 'M050', problem: 'needs-configuration' })
  expect(readIdentifier('A1-1')).toEqual({ read: 'A1-1', problem: 'needs-configuration' })
  expect(readIdentifier('S2-P07')).toEqual({ read: 'S2-P07', id: 'S2-7', dialect: 'letter' })
})
