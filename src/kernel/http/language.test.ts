import { expect, test } from 'vitest'
import { preferredLanguage } from './language.ts'

test.each([
  [undefined, 'fr'],
  ['*', 'fr'],
  ['de-DE,de;q=0.9', 'fr'],
  ['en-GB,en;q=0.9', 'en'],
  ['de-DE,de;q=0.9,en;q=0.8,fr;q=0.5', 'en'],
  ['en;q=0.4, fr-CA;q=0.7', 'fr'],
  ['en;q=0', 'fr'],
  ['english', 'fr'],
])('%s is answered in %s', (header, language) => {
  expect(preferredLanguage(header)).toBe(language)
})
