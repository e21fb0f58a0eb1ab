import { expect, test } from 'vitest'
import type { StringPlan } from './configuration.ts'
import { readDraft, readTyped } from './configuration-draft.ts'

test('a prepared configuration comes back as it was, with names and turns', () => {
  const prepared: StringPlan[] = [{ number: 1, count: 12, label: 'A1', serpentine: 6, direction: 'down', row: 0, column: 3 }]
  expect(readDraft(JSON.stringify(prepared))).toEqual(prepared)
})

test('numbers typed for strings of one length come back as they were typed, a field left empty included', () => {
  for (const typed of [
    { strings: 11, modules: 22 },
    { strings: '', modules: '99999' },
  ])
    expect(readTyped(JSON.stringify(typed))).toEqual(typed)
})

test('what cannot be read as a configuration is no draft', () => {
  for (const kept of [null, '', '{"strings":3}', '[{"number":"1","count":2}]']) {
    expect(readDraft(kept)).toBeNull()
    expect(readTyped(kept)).toBeNull()
  }
})
