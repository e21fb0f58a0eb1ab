import { expect, test } from 'vitest'
import { csvOf } from './csv.ts'

test('a formula typed as a comment stays a text, a negative number stays a number', () => {
  expect(csvOf([['=cmd()|x', '+33 6', -5, 1.5, null]])).toBe("\ufeff'=cmd()|x;'+33 6;-5;1,5;\r\n")
})

test('quotes, semicolons and line ends stay in their cell', () => {
  expect(csvOf([['a;b', 'dit "non"', 'deux\nlignes']])).toBe('\ufeff"a;b";"dit ""non""";"deux\nlignes"\r\n')
})
