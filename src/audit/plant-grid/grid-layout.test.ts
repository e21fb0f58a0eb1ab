import { expect, test } from 'vitest'
import { layoutOf } from '#audit/plant/layout.ts'
import { cellAt, eachCellNear, indexCells } from './grid-index.ts'
import { type GridString, layoutByPlace, layoutByString, neighbour } from './grid-layout.ts'

const JALIBAT = [26, ...Array(9).fill(24)].map((count, rank) => ({ number: rank + 1, count }))
const strings: GridString[] = JALIBAT.map(({ number, count }) => ({ number, count, label: `S${number}`, direction: 'right' }))
const cells = layoutOf({ strings: JALIBAT }).cells
const shape = { columns: 30, aspect: 0.7, labelled: true }

test('all 242 modules of JALIBAT have a place of their own in both arrangements', () => {
  for (const layout of [layoutByString(strings, shape), layoutByPlace(strings, cells)]) {
    expect(layout.ids).toHaveLength(242)
    expect(layout.stacked).toBe(0)
    expect(layout.starts.map(({ index }) => layout.ids[index])).toEqual(strings.map(({ number }) => `S${number}-1`))
  }
})

test('two modules on the same place are counted, so that the configuration can be put right', () => {
  const plan = [
    { number: 1, count: 3, row: 0, column: 0 },
    { number: 2, count: 3, row: 0, column: 2 },
  ]
  expect(layoutByPlace(strings.slice(0, 2), layoutOf({ strings: plan }).cells).stacked).toBe(1)
})

test('a string read from right to left starts at the right, with its cable leaving to the left', () => {
  const leftward = layoutOf({ strings: [{ number: 1, count: 4, row: 0, column: 3, direction: 'left' }] }).cells
  const layout = layoutByPlace([{ number: 1, count: 4, label: 'S1', direction: 'left' }], leftward)
  expect(layout.x[layout.indexOf.get('S1-1')!]).toBe(3)
  expect(layout.starts).toEqual([{ index: 0, direction: 'left' }])
})

test('the arrows go to the module beside, and from a long string down to the end of a shorter one', () => {
  const layout = layoutByString(strings, { ...shape, aspect: 0.1 })
  const go = (from: string, direction: 'left' | 'right' | 'up' | 'down') => {
    const cell = neighbour(layout, layout.indexOf.get(from)!, direction)
    return cell === undefined ? undefined : layout.ids[cell]
  }
  expect(go('S2-3', 'right')).toBe('S2-4')
  expect(go('S2-3', 'down')).toBe('S3-3')
  expect(go('S1-26', 'down')).toBe('S2-24')
  expect(go('S1-1', 'left')).toBeUndefined()
})

test('a point of the sheet finds its module, and a gap finds none', () => {
  const layout = layoutByString(strings, shape)
  const index = indexCells(layout, layout.ids.length)
  for (const id of ['S1-1', 'S5-17', 'S10-24']) {
    const cell = layout.indexOf.get(id)!
    expect(cellAt(index, layout, layout.x[cell]! + 0.5, layout.y[cell]! + 0.9)).toBe(cell)
  }
  const first = layout.indexOf.get('S1-1')!
  expect(cellAt(index, layout, layout.x[first]! + 0.5, layout.y[first]! + 1.1)).toBeUndefined()
})

test('what touches the screen is always visited', () => {
  const layout = layoutByString(strings, shape)
  const index = indexCells(layout, layout.ids.length)
  const area = { left: 5.5, top: 2.2, right: 11.1, bottom: 6.7 }
  const visited = new Set<number>()
  eachCellNear(index, area, cell => visited.add(cell))
  const touching = layout.ids.flatMap((_, cell) => {
    const [x, y] = [layout.x[cell]!, layout.y[cell]!]
    return x + 1 > area.left && x < area.right && y + 1 > area.top && y < area.bottom ? [cell] : []
  })
  expect(touching.length).toBeGreaterThan(10)
  expect(touching.filter(cell => !visited.has(cell))).toEqual([])
})
