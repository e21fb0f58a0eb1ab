import { expect, test } from 'vitest'
import { fatesOf, wayBackOf } from './taking-back.ts'

test('nothing that describes the plant is taken back from a list', () => {
  expect(wayBackOf({ count: 242, records: { module: 242, string: 10, plant: 1 } })).toBe('in-configuration')
  expect(wayBackOf({ count: 1, records: { string: 1 } })).toBe('in-configuration')
  expect(wayBackOf({ count: 2, records: { plant: 1 } })).toBe('in-configuration')
})

test('an act on many modules is taken back after a question, a small one at once', () => {
  expect(wayBackOf({ count: 51, records: { module: 51 } })).toBe('asked')
  expect(wayBackOf({ count: 100, records: { module: 50 } })).toBe('at-once')
  expect(wayBackOf({ count: 2, records: { comment: 1 } })).toBe('at-once')
  expect(wayBackOf({ count: 0, records: {} })).toBe('nothing')
})

test('an act that was taken back and done again is not told as taken back', () => {
  const mark = { id: 'mark' }
  const undo = { id: 'undo', undoes: 'mark' }
  expect([...fatesOf([undo, mark])]).toEqual([['mark', 'undone']])
  expect(Object.fromEntries(fatesOf([{ id: 'redo', undoes: 'undo' }, undo, mark]))).toEqual({ undo: 'undone', mark: 'redone' })
})
