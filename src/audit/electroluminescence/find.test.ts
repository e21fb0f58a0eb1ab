import { expect, test } from 'vitest'
import { roomWith } from '../../../tests/audit-room.ts'
import { checkedConfiguration } from '../plant/configuration.ts'
import { findModules } from './find.ts'

const plant = checkedConfiguration([{ number: 1, count: 26 }, ...Array.from({ length: 9 }, (_, i) => ({ number: i + 2, count: 24 }))])

test.each([
  ['S7-13', ['S7-13']],
  ['7-13', ['S7-13']],
  ['s7 13', ['S7-13']],
  ['M050', ['S2-24']],
  ['S7-25', []],
  ['nothing', []],
])('%s', (query, found) => {
  expect(findModules(query, plant)).toEqual(found)
})

test('a string alone gives its modules', () => {
  expect(findModules('S7', plant, undefined, 3)).toEqual(['S7-1', 'S7-2', 'S7-3'])
})

test('the end of a serial number finds its module', () => {
  const room = roomWith([{ kind: 'module', record: 'S3-4', field: 'serial', to: 'JKM185M-00817' }])
  expect(findModules('0817', plant, room)).toEqual(['S3-4'])
})
