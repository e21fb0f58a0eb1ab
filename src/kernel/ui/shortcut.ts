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

/** What stands on the keys of one shortcut, where their own words are not it: Escape is « Échap » on a French keyboard. */
export function keyNames(keys: string, language: Language): string {
  const t = sayIn(words, language)
  const nameOf = (key: string) => {
    const named = NAMED.find(one => one === key)
    return named ? t(`key.${named}`) : (ARROWS[key] ?? (key.length === 1 ? key.toUpperCase() : key))
  }
  return keys.split('+').map(nameOf).join('+')
}

const NAMED = ['Home', 'End', 'Space', 'Enter', 'Escape'] as const
const ARROWS: Record<string, string> = { ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓' }

/** Does the press match keys such as `Ctrl+Z`, `?`, `3` or `Home End`, either of the two? A bare key never acts while somebody types. */
export function matches(keys: string, press: KeyPress): boolean {
  return keys.split(' ').some(one => matchesOne(one, press))
}

function matchesOne(keys: string, press: KeyPress): boolean {
  const parts = keys.split('+')
  const wanted = parts.at(-1) === '' ? '+' : parts.at(-1)!
  const ctrl = parts.includes('Ctrl')
  if (press.alt || ctrl !== press.ctrl || (press.typing && !ctrl)) return false
  return keyNamed(press.key) === wanted.toLowerCase()
}

/** A blank stands between two keys, so the key that makes one goes by its name. */
function keyNamed(key: string): string {
  return key === ' ' ? 'space' : key.toLowerCase()
}
