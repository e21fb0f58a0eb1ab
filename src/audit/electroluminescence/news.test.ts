import { expect, test } from 'vitest'
import type { FieldState, RoomReader } from '#kernel/record/change.ts'
import { modulesByName, newsOf, stringsOf } from './news.ts'

type Decided = [module: string, by: string, status: string, number: number, lost?: string]

function roomOf(decided: Decided[]): RoomReader {
  const states = new Map<string, FieldState>(
    decided.map(([module, by, value, number, lost]) => {
      const stamp = { number, by, at: '2026-11-21T02:00:00Z', device: 'd' }
      return [module, lost ? { value, stamp, contested: [{ ...stamp, value: lost, by: 'adrien' }] } : { value, stamp }]
    }),
  )
  return {
    field: (kind, record, field) => (kind === 'module' && field === 'status' ? states.get(record) : undefined),
    record: () => undefined,
    ids: () => states.keys(),
    each(kind, field, visit) {
      if (kind === 'module' && field === 'status') for (const [id, state] of states) visit(id, state)
    },
  }
}
const heard = (decided: Decided[]) => decided.map(([record]) => ({ kind: 'module', record }))
const all = () => true

test('eleven modules that Sophie marks alike are one piece of news', () => {
  const decided = Array.from({ length: 11 }, (_, place): Decided => [`S2-${place + 4}`, 'sophie', 'inequality', 50])
  const news = newsOf(roomOf(decided), heard(decided), 49, 'adrien', all)
  expect(news).toHaveLength(1)
  expect(modulesByName(news[0]!.modules)).toBe('S2-4 … S2-14')
})

test('modules of two strings, or with a hole between them, are counted and their strings named', () => {
  const over = [
    ...Array.from({ length: 12 }, (_, place) => `S3-${place + 13}`),
    ...Array.from({ length: 12 }, (_, place) => `S4-${place + 1}`),
  ]
  expect([modulesByName(over), stringsOf(over)]).toEqual([undefined, ['S3', 'S4']])
  expect([modulesByName(['S3-1', 'S3-2', 'S3-3', 'S3-5']), modulesByName(['S3-1', 'S9-5'])]).toEqual([undefined, 'S3-1, S9-5'])
})

test('one hears neither of oneself, nor of what was known before, nor of strings one has filtered out', () => {
  const decided: Decided[] = [
    ['S1-1', 'adrien', 'ok', 60],
    ['S1-2', 'sophie', 'ok', 12],
    ['S5-1', 'sophie', 'dead', 61],
  ]
  expect(newsOf(roomOf(decided), heard(decided), 49, 'adrien', module => module.startsWith('S1-'))).toEqual([])
})

test('a disagreement comes first, even on a string one has filtered out', () => {
  const decided: Decided[] = [
    ['S7-4', 'sophie', 'ok', 60],
    ['S8-5', 'sophie', 'dead', 61, 'ok'],
  ]
  const news = newsOf(roomOf(decided), heard(decided), 49, 'adrien', module => module.startsWith('S7-'))
  expect(news.map(piece => [piece.what, piece.modules])).toEqual([
    ['conflict', ['S8-5']],
    ['mark', ['S7-4']],
  ])
})
