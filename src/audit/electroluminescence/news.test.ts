import { expect, test } from 'vitest'
import type { FieldState, RoomReader } from '#kernel/record/change.ts'
import { contestedModules, modulesByName, newsOf, stringsOf } from './news.ts'

type Decided = [module: string, by: string, status: string, number: number, loser?: string]

function roomOf(decided: Decided[]): RoomReader {
  const states = new Map<string, FieldState>(
    decided.map(([module, by, value, number, loser]) => {
      const stamp = { number, by, at: '2026-11-21T02:00:00.000Z', device: 'd' }
      return [module, loser ? { value, stamp, contested: [{ ...stamp, value: 'ok', by: loser }] } : { value, stamp }]
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
const adrien = { me: 'adrien', since: 49, after: '', wanted: () => true }
const onlyOn = (string: string) => ({ ...adrien, wanted: (module: string) => module.startsWith(`${string}-`) })

test('eleven modules that Sophie marks alike are one piece of news', () => {
  const decided = Array.from({ length: 11 }, (_, place): Decided => [`S2-${place + 4}`, 'sophie', 'inequality', 50])
  const news = newsOf(roomOf(decided), heard(decided), adrien)
  expect(news).toHaveLength(1)
  expect(modulesByName(news[0]!.modules, 'fr')).toBe('S2-4 … S2-14')
})

test('modules of two strings, or with a hole between them, are counted and their strings named', () => {
  const over = [
    ...Array.from({ length: 12 }, (_, place) => `S3-${place + 13}`),
    ...Array.from({ length: 12 }, (_, place) => `S4-${place + 1}`),
  ]
  expect([modulesByName(over, 'fr'), stringsOf(over)]).toEqual([undefined, ['S3', 'S4']])
  expect(modulesByName(['S3-1', 'S3-2', 'S3-3', 'S3-5'], 'fr')).toBeUndefined()
  expect([modulesByName(['S3-1', 'S9-5'], 'fr'), modulesByName(['S3-1', 'S9-5'], 'en')]).toEqual(['S3-1 et S9-5', 'S3-1 and S9-5'])
})

test('one hears neither of oneself, nor of what was known before, nor of strings one has filtered out', () => {
  const decided: Decided[] = [
    ['S1-1', 'adrien', 'ok', 60],
    ['S1-2', 'sophie', 'ok', 12],
    ['S5-1', 'sophie', 'dead', 61],
  ]
  expect(newsOf(roomOf(decided), heard(decided), onlyOn('S1'))).toEqual([])
})

test('a disagreement comes first, even on a string one has filtered out', () => {
  const decided: Decided[] = [
    ['S7-4', 'sophie', 'ok', 60],
    ['S8-5', 'sophie', 'dead', 61, 'karim'],
  ]
  const news = newsOf(roomOf(decided), heard(decided), onlyOn('S7'))
  expect(news.map(piece => [piece.what, piece.modules])).toEqual([
    ['conflict', ['S8-5']],
    ['mark', ['S7-4']],
  ])
})

test('who was without network is told once, together, of the disagreements that their own marks caused, whoever’s verdict stands', () => {
  const decided: Decided[] = [
    ['S9-2', 'sophie', 'dead', 61, 'adrien'],
    ['S9-1', 'adrien', 'inequality', 62, 'sophie'],
    ['S9-3', 'sophie', 'ok', 60],
  ]
  const news = newsOf(roomOf(decided), heard(decided), { ...onlyOn('S1'), after: '2026-11-21T09:00:00.000Z' })
  expect(news).toEqual([{ by: 'sophie', what: 'dispute', modules: ['S9-1', 'S9-2'] }])
})

test('of an audit that came whole after a long absence, the disagreements that one met are told, and nothing else', () => {
  const decided: Decided[] = [
    ['S9-1', 'sophie', 'dead', 61, 'adrien'],
    ['S9-2', 'sophie', 'dead', 40, 'adrien'],
    ['S9-3', 'sophie', 'ok', 62],
    ['S9-4', 'sophie', 'dead', 63, 'karim'],
  ]
  const room = roomOf(decided)
  expect(contestedModules(room)).toEqual(['S9-1', 'S9-2', 'S9-4'])
  const changed = contestedModules(room).map(record => ({ kind: 'module', record }))
  expect(newsOf(room, changed, { ...adrien, since: 70, missedSince: 49 })).toEqual([{ by: 'sophie', what: 'dispute', modules: ['S9-1'] }])
})

test('who disagrees with nobody but oneself, on another device, hears nothing of it', () => {
  const decided: Decided[] = [['S9-1', 'adrien', 'dead', 60, 'adrien']]
  expect(newsOf(roomOf(decided), heard(decided), adrien)).toEqual([])
})

test('what is older than the opening of the audit is no news', () => {
  const decided: Decided[] = [['S1-1', 'sophie', 'ok', 60]]
  const told = (after: string) => newsOf(roomOf(decided), heard(decided), { ...adrien, after }).length
  expect([told('2026-11-21T01:59:30.000Z'), told('2026-11-21T02:09:00.000Z')]).toEqual([1, 0])
})
