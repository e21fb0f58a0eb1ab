import { expect, test } from 'vitest'
import { csvFixture } from '../../../tests/audit-room.ts'
import { checkedConfiguration, type PlantConfiguration, uniformPlant } from './configuration.ts'
import { readPastedList } from './pasted-list.ts'
import { configurationInShort } from './reconciliation.ts'

const nothing: PlantConfiguration = { strings: [] }

test('a column of an export describes its plant, compared with the present one module by module', () => {
  const column = csvFixture('jalibat_el_modules_2025-10-27.csv').map(row => row.module_identifier!)
  const list = readPastedList(column.join('\n'), uniformPlant(11, 22))
  expect(list.dialects).toEqual([{ dialect: 'canonical', count: 242 }])
  expect(configurationInShort({ strings: list.strings })).toBe('26 + 9 × 24')
  expect([list.compared?.common.length, list.compared?.missing.length, list.compared?.phantom.length]).toEqual([220, 22, 22])
})

test('every way of naming is read in one list, and a module named twice is told', () => {
  const now = checkedConfiguration([
    { number: 1, count: 3, label: 'MPPT 2', row: 4 },
    { number: 2, count: 3 },
  ])
  const list = readPastedList('S1-1; S01-P02, mppt 2-M03\tM004\n"S2-2" S2-3 S1-1\n', now)
  expect(Object.fromEntries(list.dialects.map(({ dialect, count }) => [dialect, count]))).toEqual({
    canonical: 4,
    letter: 1,
    label: 1,
    running: 1,
  })
  expect([list.duplicates, list.unread]).toEqual([['S1-1'], []])
  expect(list.strings).toEqual([
    { number: 1, count: 3, label: 'MPPT 2', row: 4 },
    { number: 2, count: 3 },
  ])
  expect(list.compared?.same).toBe(true)
})

test('a list may describe strings that the present plant does not have', () => {
  expect(readPastedList('S1-30\nS12-2', uniformPlant(2, 3)).strings).toEqual([
    { number: 1, count: 30 },
    { number: 12, count: 2 },
  ])
})

test('what cannot be read is told with its reason, and never guessed', () => {
  const problems = (text: string, now = nothing) => readPastedList(text, now).unread.map(({ read, problem }) => [read, problem])
  expect(problems('M001\nA1-1')).toEqual([
    ['M001', 'needs-configuration'],
    ['A1-1', 'needs-configuration'],
  ])
  expect(problems('M007\nn importe\nS123456-1\nS1-5001', uniformPlant(2, 3))).toEqual([
    ['M007', 'not-in-configuration'],
    ['n importe', 'not-readable'],
    ['S123456-1', 'too-large'],
    ['S1-5001', 'too-large'],
  ])
})

test('a list that describes no plant says why instead of comparing', () => {
  expect(readPastedList('', nothing)).toMatchObject({ compared: null, refusal: { code: 'configuration-empty' } })
  const huge = Array.from({ length: 60 }, (_, i) => `S${i + 1}-5000`).join('\n')
  expect(readPastedList(huge, nothing)).toMatchObject({ compared: null, refusal: { code: 'configuration-too-large' } })
})
