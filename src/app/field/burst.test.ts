import { expect, test } from 'vitest'
import { isCharacter, isEnd, serialOf } from './burst.ts'

test('a quick row of characters ended by Enter is a serial number, two digits of a person are not', () => {
  expect(serialOf([...'JKM410-0042'], true)).toBe('JKM410-0042')
  expect(serialOf(['1', '4'], true)).toBeUndefined()
})

test('a scanner that sends no Enter is known by a longer row', () => {
  expect(serialOf([...'12345'], false)).toBeUndefined()
  expect(serialOf([...'123456'], false)).toBe('123456')
})

test('arrows and spaces are never part of a serial number; Tab ends it like Enter', () => {
  expect(['ArrowLeft', ' ', 'Shift', 'é'].map(isCharacter)).toEqual([false, false, false, false])
  expect(['Enter', 'Tab', 'a'].map(isEnd)).toEqual([true, true, false])
})
