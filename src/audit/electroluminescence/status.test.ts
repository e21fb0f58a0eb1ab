import { expect, test } from 'vitest'
import { contrast } from '#kernel/ui/colour.ts'
import { EDITION, levelOf, STATUS, STATUSES, severityOf, statusFromOldKey, VERDICTS } from './status.ts'

test.each(STATUSES)('%s is readable on screen and on paper', status => {
  const { colour, text, paper } = STATUS[status]
  expect(contrast(colour, text)).toBeGreaterThanOrEqual(4.5)
  expect(contrast(paper.colour, paper.text)).toBeGreaterThanOrEqual(4.5)
})

test('each status has a letter, a pattern and a colour of its own', () => {
  for (const field of ['letter', 'pattern', 'colour'] as const)
    expect(new Set(STATUSES.map(status => STATUS[status][field])).size).toBe(STATUSES.length)
})

test('digits from 1 on give the verdicts in their order', () => {
  expect(VERDICTS.map(status => STATUS[status].digit)).toEqual(VERDICTS.map((_, i) => String(i + 1)))
})

test('a module that nobody judged has no severity and no level', () => {
  expect(severityOf('pending')).toBeNull()
  expect(levelOf('pending')).toBeNull()
  expect((['ok', 'inequality', 'microcracks', 'dead', 'string_open', 'not_connected'] as const).map(levelOf)).toEqual([
    'ok',
    'warning',
    'warning',
    'critical',
    'critical',
    'warning',
  ])
})

test('words of older exports are read, unknown words are not guessed', () => {
  expect(
    ['none', 'luminescence_inequality', 'microcrack', 'dead_module', 'string_open', 'not_connected', ' HS '].map(statusFromOldKey),
  ).toEqual(['ok', 'inequality', 'microcracks', 'dead', 'string_open', 'not_connected', 'dead'])
  expect(['hot_spot', '', 'toString', '0'].map(statusFromOldKey)).toEqual([undefined, undefined, undefined, undefined])
})

test('another severity is another edition of the thresholds', () => {
  const severities = Object.entries(STATUS).map(([status, { severity }]) => `${status} ${severity}`)
  expect({ [EDITION]: severities.join(', ') }).toEqual({
    'EL 1': 'ok 0, inequality 1, microcracks 2, dead 3, string_open 3, not_connected 2, pending null',
  })
})
