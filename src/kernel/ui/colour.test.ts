import { expect, test } from 'vitest'
import { BRAND, contrast, PRIMARY_SHADE } from './colour.ts'
import { PALETTES, THEMES } from './theme.ts'

test('black on white is 21 to 1, whatever the order', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
  expect(contrast('#ffffff', '#000000')).toBeCloseTo(21)
})

test('the primary shade carries white text', () => {
  expect(contrast(BRAND[PRIMARY_SHADE], '#ffffff')).toBeGreaterThanOrEqual(4.5)
})

test.each(THEMES)('every text of the %s theme is readable on every ground it meets', name => {
  const palette = PALETTES[name]
  const least = name === 'sun' ? 7 : 4.5
  for (const ground of [palette.body, palette.surface, palette.hover, palette.chosen]) {
    for (const ink of [palette.text, palette.dimmed, palette.accent, palette.error, palette.warning, palette.success]) {
      expect(contrast(ink, ground), `${ink} on ${ground}`).toBeGreaterThanOrEqual(least)
    }
  }
  expect(contrast(palette.onFilled, palette.filled)).toBeGreaterThanOrEqual(least)
  expect(contrast(palette.onFilled, palette.filledHover)).toBeGreaterThanOrEqual(least === 7 ? 7 : 4.5)
  expect(contrast(palette.border, palette.body)).toBeGreaterThanOrEqual(name === 'sun' ? 7 : 1.4)
})

test('the night is true black', () => {
  expect(PALETTES.night.body).toBe('#000000')
})
