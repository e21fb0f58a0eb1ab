import i18next from 'i18next'
import { useCallback } from 'react'
import { initReactI18next, useTranslation } from 'react-i18next'
import { type Asked, type Catalogue, LANGUAGES, type Language, typeset } from './catalogue.ts'
import { number } from './format.ts'
import { remember, remembered } from './remember.web.ts'

export type Fill = Record<string, string | number>
export type Translate<Key extends string = string> = (key: Asked<Key>, fill?: Fill) => string

const namespaces = new Map<object, string>()

/** Starts in the language of the person when known, else what this device chose last, else what its browser speaks. */
export function startLanguage(ofPerson?: Language): void {
  const lng = ofPerson ?? (document.documentElement.lang === 'en' ? 'en' : 'fr')
  void i18next.use(initReactI18next).init({
    lng,
    fallbackLng: 'fr',
    supportedLngs: LANGUAGES,
    keySeparator: false,
    nsSeparator: false,
    resources: {},
    interpolation: { escapeValue: false },
  })
  document.documentElement.lang = lng
}

export function currentLanguage(): Language {
  return i18next.language === 'en' ? 'en' : 'fr'
}

export function changeLanguage(language: Language): void {
  remember('language', language)
  document.documentElement.lang = language
  void i18next.changeLanguage(language)
}

export function languageIsChosen(): boolean {
  return remembered('language') !== null
}

/** The sentences of a catalogue in the language of the moment; the screen redraws when the language changes. */
export function useWords<Key extends string>(words: Catalogue<Key>): { t: Translate<Key>; language: Language } {
  useTranslation()
  const language = currentLanguage()
  const t = useCallback((key: Asked<Key>, fill: Fill = {}) => sentence(words, key, fill, language), [words, language])
  return { t, language }
}

/** The same outside React. */
export function say<Key extends string>(words: Catalogue<Key>, key: Asked<Key>, fill: Fill = {}): string {
  return sentence(words, key, fill, currentLanguage())
}

function sentence(words: Catalogue, key: string, fill: Fill, language: Language): string {
  const shown = Object.entries(fill).map(([name, value]) => [name, typeof value === 'number' ? number(value, language) : value])
  const options: Record<string, unknown> = { ...Object.fromEntries(shown), ns: namespaceOf(words), lng: language }
  if (typeof fill.count === 'number') Object.assign(options, { count: fill.count, [SHOWN_COUNT]: number(fill.count, language) })
  return i18next.t(key, options)
}

/** The count chooses the plural, so it must stay a number; what a sentence shows is its formatted twin. */
const SHOWN_COUNT = 'shownCount'

/** Catalogues arrive with the pages that use them, so each is added the first time it is asked for. */
function namespaceOf(words: Catalogue): string {
  const known = namespaces.get(words)
  if (known !== undefined) return known
  const ns = `words${namespaces.size}`
  namespaces.set(words, ns)
  for (const language of LANGUAGES) i18next.addResourceBundle(language, ns, prepared(words[language], language))
  return ns
}

/** French has a third plural for millions ("1 000 000 de modules"), which nobody writes in a catalogue: it reads as the second. */
function prepared(sentences: Record<string, string>, language: Language): Record<string, string> {
  const set = language === 'fr' ? typeset : (text: string) => text
  const ready = Object.entries(sentences).map(([key, text]) => [key, set(text).replaceAll('{{count}}', `{{${SHOWN_COUNT}}}`)] as const)
  const many = ready.flatMap(([key, text]) => (key.endsWith('_other') ? [[key.replace(/_other$/, '_many'), text]] : []))
  return Object.fromEntries([...ready, ...many])
}
