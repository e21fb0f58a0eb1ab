import { expect, test } from 'vitest'
import type { Change } from '#kernel/record/change.ts'
import { actSentence } from './act-sentence.ts'

function mark(record: string, to: string, from?: string): Change {
  return from === undefined ? { kind: 'module', record, field: 'status', to } : { kind: 'module', record, field: 'status', from, to }
}

test('a mark names the module and the status, and what it was before', () => {
  expect(actSentence({ changes: [mark('S3-12', 'microcracks')] }, 'Sophie', 'fr')).toEqual({
    key: 'act.status',
    fill: { who: 'Sophie', module: 'S3-12', status: 'Microfissures' },
  })
  expect(actSentence({ changes: [mark('S3-12', 'ok', 'dead')] }, 'Marc', 'en')).toEqual({
    key: 'act.status.from',
    fill: { who: 'Marc', module: 'S3-12', status: 'OK', before: 'Dead' },
  })
})

test('eleven modules marked at once are one sentence', () => {
  const changes = Array.from({ length: 11 }, (_, i) => mark(`S2-${i + 4}`, 'inequality'))
  expect(actSentence({ changes }, 'Marc', 'fr')).toEqual({ key: 'act.statuses', fill: { who: 'Marc', count: 11, status: 'Inégalité' } })
})

test('a large act is counted in modules, and told by what all of them got', () => {
  const shown = { changes: [mark('S1-1', 'ok'), mark('S1-2', 'ok')], count: 235, records: { module: 220, string: 11 } }
  expect(actSentence({ ...shown, label: 'audit.demo' }, 'Courant', 'fr')).toEqual({ key: 'act.demo', fill: { who: 'Courant', count: 220 } })
  expect(actSentence({ ...shown, alike: false }, 'Marc', 'fr')).toEqual({ key: 'act.mixed', fill: { who: 'Marc', count: 220 } })
  expect(actSentence({ ...shown, alike: true }, 'Marc', 'fr').fill).toEqual({ who: 'Marc', count: 220, status: 'OK' })
})

test('a comment is quoted with its module, and shortened', () => {
  const changes: Change[] = [
    { kind: 'comment', record: 'c', field: 'module', to: 'S1-2' },
    { kind: 'comment', record: 'c', field: 'text', to: 'x'.repeat(200) },
  ]
  const { key, fill } = actSentence({ changes }, 'Sophie', 'fr')
  expect(key).toBe('act.comment')
  expect(fill).toMatchObject({ module: 'S1-2', text: `${'x'.repeat(80)}…` })
})

test('configuration acts tell what became of the plant', () => {
  expect(actSentence({ changes: [{ kind: 'plant', record: 'plant', field: 'state', to: 'locked' }] }, 'Ana', 'fr').key).toBe(
    'act.state.locked',
  )
  const unlocked: Change[] = [
    { kind: 'plant', record: 'plant', field: 'unlockReason', to: 'String 4 rallongé' },
    { kind: 'plant', record: 'plant', field: 'state', to: 'draft' },
  ]
  expect(actSentence({ changes: unlocked }, 'Ana', 'fr')).toEqual({
    key: 'act.unlocked',
    fill: { who: 'Ana', reason: 'String 4 rallongé' },
  })
  expect(actSentence({ changes: unlocked.slice(1) }, 'Ana', 'fr').key).toBe('act.state.draft')
  expect(actSentence({ changes: [{ kind: 'string', record: '3', field: 'count', to: 24 }] }, 'Ana', 'fr')).toEqual({
    key: 'act.configuration',
    fill: { who: 'Ana', count: 1 },
  })
  expect(actSentence({ changes: [] }, 'Ana', 'fr').key).toBe('act.nothing')
})
