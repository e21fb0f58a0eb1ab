import { expect, test } from 'vitest'
import { contrast } from '#kernel/ui/colour.ts'
import { THEMES } from '#kernel/ui/theme.ts'
import { STATUSES } from '../electroluminescence/status.ts'
import { inkOf } from './grid-ink.ts'
import { packLook, unpackLook } from './grid-look.ts'
import { pixelBox, writeCell } from './grid-pixels.ts'

test('every look survives its packing', () => {
  for (const status of STATUSES)
    for (const contested of [undefined, ...STATUSES])
      for (const local of [true, undefined])
        for (const noted of [true, undefined]) {
          const look = { status, ...(contested ? { contested } : {}), ...(local ? { local } : {}), ...(noted ? { noted } : {}) }
          expect(unpackLook(packLook(look))).toEqual(look)
        }
})

test.each(THEMES)('letters can be read on their status in the %s theme', theme => {
  const least = theme === 'sun' ? 7 : 4.5
  for (const status of inkOf(theme).statuses) expect(contrast(status.text, status.fill)).toBeGreaterThanOrEqual(least)
})

test('a disputed module shows both verdicts even as plain pixels', () => {
  const sheet = { pixels: new Uint32Array(100), width: 10, height: 10 }
  writeCell(
    sheet,
    { x: 1, y: 1, width: 8, height: 8 },
    packLook({ status: 'dead', contested: 'ok' }),
    new Uint32Array([1, 2, 3, 4, 5, 6, 7]),
  )
  expect(sheet.pixels[11]).toBe(4)
  expect(sheet.pixels[88]).toBe(1)
  expect(sheet.pixels[0]).toBe(0)
  expect(sheet.pixels[99]).toBe(0)
})

test('a module smaller than a pixel is still a pixel', () => {
  expect(pixelBox({ scale: 0.2, x: 0, y: 0 }, 1, 7, 7)).toMatchObject({ width: 1, height: 1 })
})
