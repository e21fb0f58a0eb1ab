import { expect, test } from 'vitest'
import { roomWith, stringsOf } from '../../../tests/audit-room.ts'
import {
  checkedConfiguration,
  configurationOf,
  identifiersOf,
  isConfigured,
  powerKwp,
  runningNumber,
  totalModules,
  uniformPlant,
} from './configuration.ts'

test('ten strings of 24 are 240 modules, S1-1 to S10-24', () => {
  const ids = [...identifiersOf(uniformPlant(10, 24))]
  expect([ids.length, ids[0], ids.at(-1)]).toEqual([240, 'S1-1', 'S10-24'])
})

test('power follows from the module: 210 modules of 185 Wp are 38.85 kWp', () => {
  expect(powerKwp(uniformPlant(15, 14), 185)).toBeCloseTo(38.85)
})

test.each([
  [[], 'configuration-empty'],
  [
    [
      { number: 1, count: 5 },
      { number: 1, count: 6 },
    ],
    'string-number-twice',
  ],
  [[{ number: 0, count: 5 }], 'string-not-valid'],
  [[{ number: 10_000, count: 5 }], 'string-not-valid'],
  [[{ number: 1, count: 0 }], 'string-not-valid'],
  [[{ number: 1, count: 2.5 }], 'string-not-valid'],
  [Array.from({ length: 5001 }, (_, i) => ({ number: i + 1, count: 1 })), 'configuration-too-large'],
  [Array.from({ length: 41 }, (_, i) => ({ number: i + 1, count: 5000 })), 'configuration-too-large'],
])('an impossible plant is refused', (strings, code) => {
  expect(() => checkedConfiguration(strings)).toThrow(expect.objectContaining({ code }))
})

test('the configuration is read from the strings of the room, removed ones left out', () => {
  const room = roomWith([...stringsOf(26, 24, 24), { kind: 'string', record: '3', field: 'deleted', to: true }])
  const plant = configurationOf(room)
  expect(totalModules(plant)).toBe(50)
  expect([isConfigured(room, 'S1-26'), isConfigured(room, 'S2-25'), isConfigured(room, 'S3-1'), isConfigured(room, 'M050')]).toEqual([
    true,
    false,
    false,
    false,
  ])
  expect(runningNumber(plant, { string: 2, position: 24 })).toBe(50)
})

test('the limit of a plant is said in grouped figures', () => {
  const strings = Array.from({ length: 41 }, (_, i) => ({ number: i + 1, count: 5000 }))
  expect(() => checkedConfiguration(strings)).toThrow(
    expect.objectContaining({ fr: expect.stringContaining('200\u202f000\u202fmodules'), en: expect.stringContaining('200,000 modules') }),
  )
})
