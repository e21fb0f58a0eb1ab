import { describe, expect, test } from 'vitest'
import type { Change, Value } from '#kernel/record/change.ts'
import type { Language } from '#kernel/ui/catalogue.ts'
import { sayIn } from '#kernel/ui/say.ts'
import { DEFECT_TAGS } from '../electroluminescence/defect-tag.ts'
import { actTakenBackBy, deedOf, takenBackBy } from './deed.ts'
import { words } from './deed-words.ts'
import { words as historyWords } from './history-words.ts'

function undone(taking: Change[], language: Language): string {
  const { key, fill } = deedOf({ changes: takenBackBy(taking) }, language)
  const say = sayIn(words, language)
  return say('undone', { deed: say(key, fill) })
}

function taking(record: string, from: Value, to: Value, field = 'status', kind = 'module'): Change {
  return { kind, record, field, from, to }
}

test('taking back names the act that was taken back, not what stands now', () => {
  expect(undone([taking('S3-12', 'dead', 'ok')], 'fr')).toBe('Annulé\u202f: S3-12 en «\u202fHS\u202f»')
  expect(undone([taking('S3-12', 'dead', null)], 'en')).toBe('Undone: S3-12 as “Dead”')
})

test('one module and many are told in their own number', () => {
  const many = Array.from({ length: 1200 }, (_, i) => taking(`S1-${i + 1}`, 'dead', null))
  expect(undone(many, 'fr')).toBe('Annulé\u202f: 1\u202f200 modules en «\u202fHS\u202f»')
  expect(undone(many, 'en')).toBe('Undone: 1,200 modules as “Dead”')
})

test('a comment, a tag and a serial number are named by what they said', () => {
  const comment = [taking('c', 'verre fêlé', null, 'text', 'comment'), taking('c', 'S2-3', null, 'module', 'comment')]
  expect(undone(comment, 'fr')).toBe('Annulé\u202f: commentaire «\u202fverre fêlé\u202f» sur S2-3')
  const [tag] = Object.entries(DEFECT_TAGS)[0]!
  expect(undone([taking('S1-1', true, null, `tag:${tag}`)], 'en')).toBe(
    `Undone: “${DEFECT_TAGS[tag as keyof typeof DEFECT_TAGS].en}” on S1-1`,
  )
  expect(undone([taking('S1-1', 'AB12', null, 'serial')], 'fr')).toBe('Annulé\u202f: numéro de série AB12 sur S1-1')
})

describe('every act that history tells can be named when it is taken back', () => {
  const acts = Object.keys(historyWords.fr).filter(key => key.startsWith('act.') && key !== 'act.undone')
  test.each(acts)('%s', key => {
    expect(Object.keys(words.fr)).toContain(key.replace('act.', 'deed.'))
  })
})

test('what an undoing had taken back is named again when the undoing is undone', () => {
  const taken = [taking('S3-12', 'dead', null)]
  expect(deedOf(actTakenBackBy({ changes: taken, count: 1, records: { module: 1 }, alike: true }), 'fr').fill).toMatchObject({
    status: 'HS',
  })
  const many = { changes: [taking('S1-1', 'ok', null), taking('S1-2', 'ok', null)], count: 80, records: { module: 80 }, alike: true }
  expect(deedOf(actTakenBackBy(many), 'fr')).toMatchObject({ key: 'deed.mixed', fill: { count: 80 } })
})
