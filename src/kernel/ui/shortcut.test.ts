import { expect, test } from 'vitest'
import { keyNames, matches } from './shortcut.ts'

const press = { key: '3', ctrl: false, alt: false, typing: false }

test('a digit acts on the page and never while typing', () => {
  expect(matches('3', press)).toBe(true)
  expect(matches('3', { ...press, typing: true })).toBe(false)
})

test('Ctrl+Z acts with either case of the letter, also while typing', () => {
  expect(matches('Ctrl+Z', { key: 'z', ctrl: true, alt: false, typing: true })).toBe(true)
  expect(matches('Ctrl+Z', { key: 'z', ctrl: false, alt: false, typing: false })).toBe(false)
})

test('the plus key itself can be a shortcut', () => {
  expect(matches('+', { ...press, key: '+' })).toBe(true)
})

test('AltGr makes letters on some keyboards and starts nothing', () => {
  expect(matches('3', { ...press, alt: true })).toBe(false)
})

test.each([
  ['Escape', 'Échap', 'Esc'],
  ['Home', 'Début', 'Home'],
  ['ArrowLeft', '←', '←'],
  ['Ctrl+Z', 'Ctrl+Z', 'Ctrl+Z'],
  ['+', '+', '+'],
  ['n', 'N', 'N'],
])('%s is shown as it stands on the key', (keys, french, english) => {
  expect([keyNames(keys, 'fr'), keyNames(keys, 'en')]).toEqual([french, english])
})

test('one shortcut may be reached by several keys, the space bar among them', () => {
  const pressed = ['ArrowLeft', 'ArrowRight', ' ', 'Enter'].filter(key => matches('ArrowLeft ArrowRight Space', { ...press, key }))
  expect(pressed).toEqual(['ArrowLeft', 'ArrowRight', ' '])
})
