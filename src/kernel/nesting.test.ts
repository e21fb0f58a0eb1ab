import { expect, test } from 'vitest'
import { isDeeperThan } from './nesting.ts'

const nested = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`)

test.each([
  ['a text', 'text', 0, false],
  ['nothing', null, 0, false],
  ['a flat object', { a: 1, b: 'x', c: null }, 1, false],
  ['an object in a list', [1, { a: 2 }], 1, true],
  ['an object in a list, as allowed', [1, { a: 2 }], 2, false],
  ['64 lists', nested(64), 64, false],
  ['65 lists', nested(65), 64, true],
  ['a million lists', nested(1_000_000), 64, true],
])('%s', (_name, value, levels, deeper) => {
  expect(isDeeperThan(levels, value)).toBe(deeper)
})
