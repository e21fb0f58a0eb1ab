import { expect, test } from 'vitest'
import type { Entry } from '#kernel/record/change.ts'
import { modulePast } from './module-past.ts'

function entry(number: number, record: string, from: string | undefined, to: string): Entry {
  const change = { kind: 'module', record, field: 'status', to, ...(from === undefined ? {} : { from }) }
  return { number, id: `e${number}`, by: 'sophie', device: 'd', at: `2025-10-24T22:00:0${number}Z`, changes: [change] }
}

test('the history of a module holds its own decisions alone, newest first, with what they replaced', () => {
  const past = modulePast(
    [entry(1, 'S3-12', undefined, 'ok'), entry(2, 'S3-13', undefined, 'dead'), entry(3, 'S3-12', 'ok', 'dead')],
    'S3-12',
  )
  expect(past.map(decision => [decision.number, decision.from, decision.to])).toEqual([
    [3, 'ok', 'dead'],
    [1, null, 'ok'],
  ])
})
