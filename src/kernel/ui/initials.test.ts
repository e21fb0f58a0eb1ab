import { expect, test } from 'vitest'
import { initialsOf } from './initials.ts'

test('a person is known by two letters', () => {
  expect(initialsOf('Sophie Martin')).toBe('SM')
  expect(initialsOf('Jean de la Tour')).toBe('JT')
  expect(initialsOf('élise')).toBe('ÉL')
  expect(initialsOf('  ')).toBe('?')
})
