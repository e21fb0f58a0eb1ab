import { expect, test } from 'vitest'
import { refusals } from './refusal.ts'

const refuse = refusals({
  large: {
    status: 413,
    fr: 'Trop de modules : {count} sur {most} au port {port}',
    en: 'Too many modules: {count} of {most} on port {port}',
  },
})

test('a refusal groups its quantities in each language and leaves names as they are', () => {
  const { fr, en, details } = refuse('large', { count: 200_001, most: 200_000, port: '8100' })
  expect(fr).toBe('Trop de modules\u202f: 200\u202f001 sur 200\u202f000 au port 8100')
  expect(en).toBe('Too many modules: 200,001 of 200,000 on port 8100')
  expect(details.count).toBe(200_001)
})
