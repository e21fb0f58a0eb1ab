import { expect, test } from 'vitest'
import { type OldPlace, placeStrings } from './placement.ts'

function places(rows: Record<string, [row: number | null, column: number | null]>): Map<string, OldPlace> {
  return new Map(Object.entries(rows).map(([id, [row, column]]) => [id, { row, column }]))
}

test('columns counted from 1 and a lost one in the middle give a plain string', () => {
  const result = placeStrings({ strings: [{ number: 1, count: 3 }] }, places({ 'S1-1': [1, 1], 'S1-2': [1, null], 'S1-3': [1, 3] }))
  expect(result).toEqual({ configuration: { strings: [{ number: 1, count: 3 }] }, overrides: new Map(), repaired: ['S1-2'] })
})

test('a string that runs to the left keeps its direction', () => {
  const result = placeStrings(
    {
      strings: [
        { number: 1, count: 2 },
        { number: 2, count: 2 },
      ],
    },
    places({ 'S1-1': [0, 0], 'S1-2': [0, 1], 'S2-1': [1, 4], 'S2-2': [1, 3] }),
  )
  expect(result.configuration.strings[1]).toEqual({ number: 2, count: 2, row: 1, column: 4, direction: 'left' })
  expect(result.overrides.size).toBe(0)
})

test('a module that lies apart from its string keeps its own place', () => {
  const result = placeStrings({ strings: [{ number: 1, count: 3 }] }, places({ 'S1-1': [0, 0], 'S1-2': [0, 1], 'S1-3': [5, 9] }))
  expect([...result.overrides]).toEqual([['S1-3', { row: 5, column: 9 }]])
})

test('without any place the strings are laid one below another', () => {
  const strings = [{ number: 1, count: 2 }]
  expect(placeStrings({ strings }, places({ 'S1-1': [null, null], 'S1-2': [null, null] })).configuration).toEqual({ strings })
})
