import { expect, test } from 'vitest'
import { layoutOf } from '#audit/plant/layout.ts'
import { createTally } from './running-tally.ts'
import type { Status } from './status.ts'

test('a verdict moves the count of its string and of the whole, and taking it back moves them back', () => {
  const verdicts = new Map<string, Status>()
  const cells = layoutOf({
    strings: [
      { number: 1, count: 3 },
      { number: 7, count: 2 },
    ],
  }).cells
  const tally = createTally(cells, id => verdicts.get(id) ?? 'pending')
  verdicts.set('S7-2', 'dead')
  tally.refresh(['S7-2', 'S9-1'])
  expect(tally.strings()).toEqual([
    { string: 1, total: 3, done: 0, worst: null },
    { string: 7, total: 2, done: 1, worst: 3 },
  ])
  expect([tally.done(), tally.total()]).toEqual([1, 5])
  verdicts.delete('S7-2')
  tally.refresh(null)
  expect(tally.done()).toBe(0)
})
