import { expect, test } from 'vitest'
import { Refusal } from '#kernel/refusal.ts'
import { totalModules } from '../plant/configuration.ts'
import { emptyDraft, isReady, plantOf } from './audit-draft.ts'

const named = { ...emptyDraft(new Date('2026-03-12T12:00:00Z')), clientName: 'Mairie', projectName: 'École' }

test('an audit is created with the plant that was announced, or not at all', () => {
  const plant = plantOf({ strings: '11', modules: 22 })
  expect(plant && !(plant instanceof Refusal) && totalModules(plant)).toBe(242)
  expect(isReady(named)).toBe(true)
  for (const strings of [99_999, 'abc', '', 0]) {
    expect(plantOf({ strings, modules: 24 })).toBeNull()
    expect(isReady({ ...named, strings })).toBe(false)
  }
  expect(plantOf({ strings: 5000, modules: 5000 })).toMatchObject({ code: 'configuration-too-large' })
  expect(isReady({ ...named, strings: 5000, modules: 5000 })).toBe(false)
})
