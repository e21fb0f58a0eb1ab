import type { Language } from './catalogue.ts'
import { sayIn } from './say.ts'
import { words } from './words.ts'

/** What a shortcut test needs to know of a key press. */
export interface KeyPress {
  key: string
  ctrl: boolean
  alt: boolean
  /** The focus is where text is typed. */
  typing: boolean
}

/** What stands on the key, where its own word is not it: Escape is « Échap » on a French keyboard. */
export function keyNames(keys: string, language: Language): string {
  return keys
    .split('+')
    .map(key => ARROWS[key] ?? (key === 'Escape' ? sayIn(words, language)('key.escape') : key.length === 1 ? key.toUpperCase() : key))
    .join('+')
}

const ARROWS: Record<string, string> = { ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓' }

/** Does the press match keys such as `Ctrl+Z`, `?` or `3`? A bare key never acts while somebody types. */
export function matches(keys: string, press: KeyPress): boolean {
  const parts = keys.split('+')
  const wanted = parts.at(-1) === '' ? '+' : parts.at(-1)!
  const ctrl = parts.includes('Ctrl')
  if (press.alt || ctrl !== press.ctrl || (press.typing && !ctrl)) return false
  return press.key.toLowerCase() === wanted.toLowerCase()
}
