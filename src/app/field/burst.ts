/** Longest pause between two characters of a scanner that types; nobody's finger is that quick twice in a row. */
export const BURST_MS = 50
/** A first character waits this long for a second: a quick scanner never marks a module, and a person does not notice. */
export const HOLD_MS = 20
/** Shortest serial number, when the scanner ends it with Enter or Tab, and when it does not. */
const LEAST_ENDED = 4
const LEAST_UNENDED = 6

/** Could a scanner have typed this key? It types characters, and ends with Enter or Tab. */
export function isCharacter(key: string): boolean {
  return /^[\x21-\x7e]$/.test(key)
}

export function isEnd(key: string): boolean {
  return key === 'Enter' || key === 'Tab'
}

/** The serial number in a burst of characters; `undefined` when a person typed them. */
export function serialOf(characters: readonly string[], ended: boolean): string | undefined {
  return characters.length >= (ended ? LEAST_ENDED : LEAST_UNENDED) ? characters.join('') : undefined
}
