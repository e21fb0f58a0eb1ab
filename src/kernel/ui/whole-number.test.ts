import { expect, test } from 'vitest'
import { wholeNumber } from './whole-number.ts'

test('what is typed is taken as it is or not at all', () => {
  expect([24, '24', 5000, ' 7 '].map(typed => wholeNumber(typed, 5000))).toEqual([24, 24, 5000, 7])
  expect([99999, 0, -3, 2.5, '', 'abc', '12a', '1e3', Number.NaN].map(typed => wholeNumber(typed, 5000))).toEqual(Array(9).fill(null))
})
