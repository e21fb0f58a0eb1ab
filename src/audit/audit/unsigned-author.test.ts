import { expect, test } from 'vitest'
import { DEMO_PERSON } from '../demo/demo-person.ts'
import { unsignedAuthor } from './unsigned-author.ts'

test('whoever is no person is named in words, never by an id', () => {
  expect([unsignedAuthor(DEMO_PERSON, 'fr'), unsignedAuthor(DEMO_PERSON, 'en')]).toEqual(['Démonstration', 'Demo'])
  expect([unsignedAuthor('operator', 'fr'), unsignedAuthor('operator', 'en')]).toEqual(['Terminal du serveur', 'Server terminal'])
  expect(unsignedAuthor('6f1c1f0e-9a3b-4b52-a4cf-8c8f4c7f7a11', 'en')).toBe('Unknown person')
})
