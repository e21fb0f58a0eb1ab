import { expect, test } from 'vitest'
import { layoutOf } from '../plant/layout.ts'
import { planBands } from './plan-bands.ts'
import { runsOf } from './section-configuration.ts'

test('26 modules side by side stay in one band, 60 make three of 20', () => {
  const widths = (count: number) => planBands(layoutOf({ strings: [{ number: 1, count }] })).bands.map(band => band.to - band.from + 1)
  expect(widths(26)).toEqual([26])
  expect(widths(60)).toEqual([20, 20, 20])
  expect(widths(28)).toEqual([14, 14])
})

test('every module is in one band or told as hidden, whatever the places', () => {
  const layout = layoutOf({
    strings: [
      { number: 1, count: 40, row: 3, column: 5 },
      { number: 2, count: 40, row: 3, column: 30 },
    ],
  })
  const { bands, hidden } = planBands(layout)
  const drawn = bands.flatMap(band => band.rows.flatMap(row => row.ids)).filter(id => id !== null)
  expect(hidden).toHaveLength(15)
  expect([...drawn, ...hidden].sort()).toEqual(layout.cells.map(cell => cell.id).sort())
})

test('an empty plan has no band', () => {
  expect(planBands({ cells: [], rows: 0, columns: 0 })).toEqual({ bands: [], hidden: [] })
})

test('neighbours of a string are told as a run', () => {
  expect(runsOf(['S1-23', 'S1-24', 'S1-26', 'S2-1', 'S2-2', 'S2-3'])).toEqual(['S1-23 … S1-24', 'S1-26', 'S2-1 … S2-3'])
})
