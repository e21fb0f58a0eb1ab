import { expect, test } from 'vitest'
import { roomWith, stringsOf } from '../../../tests/audit-room.ts'
import type { StringPlan } from './configuration.ts'
import { layoutOf, layoutOfRoom } from './layout.ts'

function places(...strings: StringPlan[]): string[] {
  return layoutOf({ strings }).cells.map(cell => `${cell.id}@${cell.row},${cell.column}`)
}

test('strings without a place lie one below another', () => {
  const layout = layoutOf({
    strings: [
      { number: 1, count: 3 },
      { number: 2, count: 2 },
    ],
  })
  expect([layout.rows, layout.columns]).toEqual([2, 3])
  expect(places({ number: 1, count: 3 }, { number: 2, count: 2 })).toEqual(['S1-1@0,0', 'S1-2@0,1', 'S1-3@0,2', 'S2-1@1,0', 'S2-2@1,1'])
})

test('a cable from right to left puts module 1 on the right', () => {
  expect(places({ number: 1, count: 3, direction: 'left' })).toEqual(['S1-1@0,2', 'S1-2@0,1', 'S1-3@0,0'])
})

test('a serpentine turns back at the end of each row', () => {
  expect(places({ number: 1, count: 5, serpentine: 2 })).toEqual(['S1-1@0,0', 'S1-2@0,1', 'S1-3@1,1', 'S1-4@1,0', 'S1-5@2,0'])
})

test('vertical strings and given places are kept', () => {
  expect(
    places({ number: 1, count: 2, direction: 'up', row: 1, column: 0 }, { number: 2, count: 2, direction: 'down', row: 0, column: 1 }),
  ).toEqual(['S1-1@1,0', 'S1-2@0,0', 'S2-1@0,1', 'S2-2@1,1'])
})

test('a module moved by hand lies where it was put', () => {
  const room = roomWith([...stringsOf(2), { kind: 'module', record: 'S1-2', field: 'row', to: 4 }])
  expect(layoutOfRoom(room).cells[1]).toMatchObject({ id: 'S1-2', row: 4, column: 1 })
})
