import { expect, test } from 'vitest'
import { mark, roomWith, stringsOf } from '../../../tests/audit-room.ts'
import { checkedConfiguration } from '../plant/configuration.ts'
import { entranceOf, modulesBetween, nextModule, nextNotDone } from './walk.ts'

const plant = checkedConfiguration([
  { number: 1, count: 3 },
  { number: 2, count: 2 },
  { number: 4, count: 2 },
])

test('the walk goes along each string and on to the next', () => {
  expect(nextModule(plant, 'S1-3')).toBe('S2-1')
  expect(nextModule(plant, 'S2-2')).toBe('S4-1')
  expect(nextModule(plant, 'S4-2')).toBeUndefined()
  expect(nextModule(plant, 'S2-1', 'string', -1)).toBe('S1-3')
})

test('a snake walk comes back along every second string', () => {
  const path = ['S1-1']
  for (let next = nextModule(plant, 'S1-1', 'snake'); next; next = nextModule(plant, next, 'snake')) path.push(next)
  expect(path).toEqual(['S1-1', 'S1-2', 'S1-3', 'S2-2', 'S2-1', 'S4-1', 'S4-2'])
})

test('a snake walk goes back the way it came, and looks for what is left on the way', () => {
  const path = ['S4-2']
  for (let next = nextModule(plant, 'S4-2', 'snake', -1); next; next = nextModule(plant, next, 'snake', -1)) path.push(next)
  expect(path).toEqual(['S4-2', 'S4-1', 'S2-1', 'S2-2', 'S1-3', 'S1-2', 'S1-1'])
  const room = roomWith([mark('S2-2', 'ok')])
  expect([nextNotDone(plant, room, 'S1-3', 'snake'), nextNotDone(plant, room, 'S4-2', 'snake')]).toEqual(['S2-1', 'S1-1'])
  expect(modulesBetween(plant, 'S1-3', 'S2-2', 'snake')).toEqual(['S1-3', 'S2-2'])
})

test('work on a string begins at the end one walks from, after what is judged there', () => {
  const room = roomWith([mark('S1-1', 'ok'), mark('S2-2', 'ok'), mark('S4-1', 'ok'), mark('S4-2', 'dead')])
  const begins = (order: 'string' | 'snake') => [1, 2, 4].map(string => entranceOf(plant, room, string, order))
  expect(begins('string')).toEqual(['S1-2', 'S2-1', 'S4-1'])
  expect(begins('snake')).toEqual(['S1-2', 'S2-1', 'S4-1'])
  expect([entranceOf(plant, roomWith([]), 2, 'snake'), entranceOf(plant, roomWith([]), 3)]).toEqual(['S2-2', undefined])
})

test('the next module not judged is looked for once round the plant', () => {
  const room = roomWith([...stringsOf(3, 2), mark('S2-1', 'ok'), mark('S2-2', 'dead')])
  expect(nextNotDone(plant, room, 'S1-3')).toBe('S4-1')
  expect(nextNotDone(plant, room)).toBe('S1-1')
  const all = roomWith(['S1-1', 'S1-2', 'S1-3', 'S2-1', 'S2-2', 'S4-1', 'S4-2'].map(id => mark(id, 'ok')))
  expect(nextNotDone(plant, all, 'S1-1')).toBeUndefined()
})

test('a range takes every module between its ends, either way round', () => {
  expect(modulesBetween(plant, 'S2-1', 'S1-2')).toEqual(['S1-2', 'S1-3', 'S2-1'])
})
