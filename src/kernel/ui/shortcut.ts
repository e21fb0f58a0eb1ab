/** What a shortcut test needs to know of a key press. */
export interface KeyPress {
  key: string
  ctrl: boolean
  alt: boolean
  /** The focus is where text is typed. */
  typing: boolean
}

/** Does the press match keys such as `Ctrl+Z`, `?` or `3`? A bare key never acts while somebody types. */
export function matches(keys: string, press: KeyPress): boolean {
  const parts = keys.split('+')
  const wanted = parts.at(-1) === '' ? '+' : parts.at(-1)!
  const ctrl = parts.includes('Ctrl')
  if (press.alt || ctrl !== press.ctrl || (press.typing && !ctrl)) return false
  return press.key.toLowerCase() === wanted.toLowerCase()
}
