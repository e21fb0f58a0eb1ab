export const LANGUAGES = ['fr', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/**
 * The sentences of one folder, French first. `{{name}}` is filled in (numbers with their grouping), a plural is two keys that end with
 * `_one` and `_other`, with `_zero` beside them where none is told otherwise; it is asked for by the bare key with a `count`.
 */
export interface Catalogue<Key extends string = string> {
  fr: Record<Key, string>
  en: Record<Key, string>
}

/** The key as code asks for it: without its plural ending. */
export type Asked<Key extends string> = Key extends `${infer Bare}_${'zero' | 'one' | 'other'}` ? Bare : Key

/** Keeps both languages complete: a key of one that misses in the other does not compile. */
export function defineWords<const Key extends string>(words: Catalogue<Key>): Catalogue<Key> {
  return words
}

/** French puts a narrow no-break space before double punctuation and inside quotes: one place does it, whatever the catalogue holds. */
export function typeset(text: string): string {
  return text.replace(/[ \u00a0](?=[;:!?»](?:[\s.,)»]|$))/g, '\u202f').replace(/«[ \u00a0]/g, '«\u202f')
}
