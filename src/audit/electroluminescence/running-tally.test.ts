import { expect, test } from 'vitest'
import { mark, roomWith } from '../../../tests/audit-room.ts'
import { createTally } from './running-tally.ts'

test('a verdict moves the count of its string and of the whole, and taking it back moves them back', () => {
  const room = roomWith([mark('S9-1', 'ok')])
  const strings = [
    { number: 1, count: 3 },
    { number: 7, count: 2 },
  ]
  const tally = createTally({ strings }, () => room)
  expect(tally.done()).toBe(0)
  room.take([mark('S7-2', 'dead'), mark('S7-3', 'ok')])
  const counts = [
    { string: 1, total: 3, done: 0, worst: null },
    { string: 7, total: 2, done: 1, worst: 3 },
  ]
  tally.refresh(['S7-2', 'S7-3', 'S9-1'])
  expect(tally.strings()).toEqual(counts)
  expect([tally.done(), tally.total()]).toEqual([1, 5])
  tally.refresh(null)
  expect(tally.strings()).toEqual(counts)
  room.take([mark('S7-2', 'pending')])
  tally.refresh(['S7-2'])
  expect(tally.done()).toBe(0)
})
