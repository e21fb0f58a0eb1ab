import { expect, test } from 'vitest'
import type { Entry } from '#kernel/record/change.ts'
import { modulesInShort, newsOf } from './news.ts'

const entry = (by: string, record: string, to: string, rest: Partial<Entry> = {}): Entry => ({
  number: 1,
  id: `${by}-${record}`,
  by,
  device: 'd',
  at: '2026-11-21T02:00:00Z',
  changes: [{ kind: 'module', record, field: 'status', to }],
  ...rest,
})
const all = () => true

test('eleven modules that Sophie marks alike are one piece of news', () => {
  const entries = Array.from({ length: 11 }, (_, place) => entry('sophie', `S2-${place + 4}`, 'inequality'))
  const news = newsOf(entries, 'adrien', all)
  expect(news).toHaveLength(1)
  expect(modulesInShort(news[0]!.modules)).toBe('S2-4 … S2-14')
})

test('one does not hear of oneself, nor of strings one has filtered out', () => {
  const entries = [entry('adrien', 'S1-1', 'ok'), entry('sophie', 'S5-1', 'dead')]
  expect(newsOf(entries, 'adrien', module => module.startsWith('S1-'))).toEqual([])
})

test('a disagreement comes first and is told apart', () => {
  const lost = { value: 'ok', number: 1, by: 'adrien', at: '', device: '' }
  const contested = [{ kind: 'module', record: 'S7-5', field: 'status', lost }]
  const news = newsOf([entry('sophie', 'S7-4', 'ok'), entry('sophie', 'S7-5', 'dead', { contested })], 'adrien', all)
  expect(news.map(piece => piece.what)).toEqual(['conflict', 'mark'])
})
