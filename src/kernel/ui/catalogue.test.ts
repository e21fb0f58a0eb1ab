import { expect, test } from 'vitest'
import { typeset } from './catalogue.ts'

test('double punctuation never starts a French line', () => {
  expect(typeset('Vraiment ? Oui : « tout » ; merci !')).toBe('Vraiment\u202f? Oui\u202f: «\u202ftout\u202f»\u202f; merci\u202f!')
})

test('an address and a clock are left alone', () => {
  expect(typeset('https://exemple.fr à 12:30')).toBe('https://exemple.fr à 12:30')
})
