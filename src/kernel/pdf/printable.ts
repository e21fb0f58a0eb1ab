import type { Value } from '#kernel/record/change.ts'

const LINE_BREAKS = /\r\n?|[\u2028\u2029]/gu
/** Joiners, variation selectors and marks of direction draw nothing by themselves. */
const DRAWS_NOTHING = /\p{Default_Ignorable_Code_Point}|\p{Emoji_Modifier}/gu
const MISSING = '□'

/**
 * Makes every text of a value drawable: a character that the face does not have (an emoji in a comment) becomes □, because an archival
 * PDF may not hold a character without a shape. The untouched text stays in the attached data.
 */
export function printable(value: Value, covers: (codePoint: number) => boolean): Value {
  if (typeof value === 'string') return printableText(value, covers)
  if (Array.isArray(value)) return value.map(one => printable(one, covers))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, printable(one, covers)]))
}

function printableText(text: string, covers: (codePoint: number) => boolean): string {
  const plain = text.normalize('NFC').replace(LINE_BREAKS, '\n').replaceAll('\t', ' ').replace(DRAWS_NOTHING, '')
  let shown = ''
  for (const character of plain) shown += character === '\n' || covers(character.codePointAt(0)!) ? character : MISSING
  return shown
}
