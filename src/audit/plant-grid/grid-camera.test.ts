import { expect, test } from 'vitest'
import { panBy, reveal, toScreen, toSheet, wholeSheet, zoomAt } from './grid-camera.ts'
import { columnsForOne } from './grid-shape.ts'

const sheet = { width: 400, height: 300 }
const screen = { width: 800, height: 600 }

test('zooming keeps the module under the finger where it is', () => {
  const start = zoomAt(wholeSheet(sheet, screen), 8, { x: 400, y: 300 }, sheet, screen)
  const under = toSheet(start, 500, 200)
  const after = toSheet(zoomAt(start, 2, { x: 500, y: 200 }, sheet, screen), 500, 200)
  expect(after.x).toBeCloseTo(under.x)
  expect(after.y).toBeCloseTo(under.y)
})

test('the plant cannot be pushed off the screen', () => {
  const near = zoomAt(wholeSheet(sheet, screen), 10, { x: 0, y: 0 }, sheet, screen)
  const pushed = panBy(near, 1e6, 1e6, sheet, screen)
  expect(toScreen(pushed, 0, 0)).toEqual({ x: 12, y: 12 })
})

test('a module already in sight does not make the picture move', () => {
  const near = zoomAt(wholeSheet(sheet, screen), 20, { x: 400, y: 300 }, sheet, screen)
  const middle = toSheet(near, 400, 300)
  expect(reveal(near, middle, sheet, screen)).toBe(near)
  const far = reveal(near, { x: 399, y: 299 }, sheet, screen)
  const at = toScreen(far, 399, 299)
  expect(at.x + far.scale).toBeLessThanOrEqual(screen.width)
  expect(at.y).toBeLessThan(screen.height)
})

test.each([
  [26, { width: 366, height: 400 }],
  [24, { width: 366, height: 480 }],
  [26, { width: 796, height: 800 }],
])('a string of %i modules on a phone or a tablet has cells for a gloved finger', (count, room) => {
  const columns = columnsForOne(count, room)
  expect(room.width / columns).toBeGreaterThanOrEqual(56)
})
