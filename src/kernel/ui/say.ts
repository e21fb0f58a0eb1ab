import { type Asked, type Catalogue, type Language, typeset } from './catalogue.ts'
import { number } from './format.ts'

export type Say<Key extends string> = (key: Asked<Key>, fill?: Record<string, string | number>) => string

/** The sentences of a catalogue in a language that is given: a paper may not speak that of the screen it was asked from. */
export function sayIn<Key extends string>(words: Catalogue<Key>, language: Language): Say<Key> {
  const sentences: Record<string, string> = words[language]
  const plural = new Intl.PluralRules(language)
  return (key, fill = {}) => {
    const ending = typeof fill.count === 'number' && plural.select(fill.count) === 'one' ? 'one' : 'other'
    const sentence = sentences[key] ?? sentences[`${key}_${ending}`]
    if (sentence === undefined) throw new Error(`no sentence for ${key}`)
    const set = language === 'fr' ? typeset(sentence) : sentence
    return set.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => shown(fill[name] ?? whole, language))
  }
}

function shown(value: string | number, language: Language): string {
  return typeof value === 'number' ? number(value, language) : value
}
