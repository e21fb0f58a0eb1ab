import { expect, test } from 'vitest'
import { csvFixture } from '../../../tests/audit-room.ts'
import { identifiersOf, uniformPlant } from './configuration.ts'
import { configurationInShort, reconcile } from './reconciliation.ts'

function found(file: string): string[] {
  return csvFixture(file).map(row => row.module_identifier!)
}

test('JALIBAT declared 11 × 22: 220 in common, 22 missing, 22 phantom, proposal 26 + 9 × 24', () => {
  const result = reconcile(identifiersOf(uniformPlant(11, 22)), found('jalibat_el_modules_2025-10-27.csv'))
  expect([result.common.length, result.missing.length, result.phantom.length, result.same]).toEqual([220, 22, 22, false])
  expect(result.missing.slice(0, 5)).toEqual(['S1-23', 'S1-24', 'S1-25', 'S1-26', 'S2-23'])
  expect(result.phantom).toEqual(Array.from({ length: 22 }, (_, i) => `S11-${i + 1}`))
  expect(configurationInShort(result.proposal)).toBe('26 + 9 × 24')
  expect(result.holes).toEqual([])
})

test('LES FORGES declared 10 × 22: 200 in common, proposal 11 × 20', () => {
  const result = reconcile(identifiersOf(uniformPlant(10, 22)), found('lesforges_el_modules_2025-10-27.csv'))
  expect([result.common.length, result.missing.length, result.phantom.length]).toEqual([200, 20, 20])
  expect(configurationInShort(result.proposal)).toBe('11 × 20')
})

test('a module that was not found inside a string is a hole of the proposal', () => {
  const result = reconcile([], ['S1-1', 'S1-3'])
  expect(result.proposal.strings).toEqual([{ number: 1, count: 3 }])
  expect(result.holes).toEqual(['S1-2'])
})
