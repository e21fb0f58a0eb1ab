import { expect, test } from 'vitest'
import { fileName } from './file-name.ts'

test('a file is named after what it holds, in letters that every system takes', () => {
  expect(fileName(['Élan & Fils : toiture', 'modules', '2025-10-24'], 'json')).toBe('Elan-Fils-toiture-modules-2025-10-24.json')
  expect(fileName(['../../etc', 'modules'], 'csv')).toBe('etc-modules.csv')
})

test('a name without a letter still gives a file', () => {
  expect(fileName(['…'], 'csv')).toBe('courant.csv')
})
