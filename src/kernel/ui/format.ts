import type { Language } from './catalogue.ts'

/** Narrow no-break space: between a number and its unit, before French double punctuation. */
const NARROW = '\u202f'
const LOCALE = { fr: 'fr-FR', en: 'en-GB' } as const
const PARIS = 'Europe/Paris'
const formats = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>()

/** `1234.5` is « 1 234,5 » in French, "1,234.5" in English. */
export function number(value: number, language: Language, decimals?: { min?: number; max?: number }): string {
  const min = decimals?.min ?? 0
  const max = decimals?.max ?? Math.max(min, 3)
  return kept(
    `n ${language} ${min} ${max}`,
    () => new Intl.NumberFormat(LOCALE[language], { minimumFractionDigits: min, maximumFractionDigits: max }),
  ).format(value)
}

/** `1 204/200 000`: so many of so many. */
export function outOf(done: number, total: number, language: Language): string {
  return `${number(done, language)}/${number(total, language)}`
}

/** The figures of a text that was put together elsewhere, such as `2 + 1204 × 24`. */
export function grouped(text: string, language: Language): string {
  return text.replace(/\d{4,}/g, figures => number(Number(figures), language))
}

/** A number with its unit, never parted at the end of a line. */
export function quantity(value: number, unit: string, language: Language, decimals?: { min?: number; max?: number }): string {
  return `${number(value, language, decimals)}${NARROW}${unit}`
}

/** A share of 1 as a percentage. It only reads 0 % or 100 % when it is exactly that. */
export function percent(share: number, language: Language): string {
  const points = share * 100
  const shown = share > 0 && share < 1 ? Math.min(99.9, Math.max(0.1, points)) : points
  return `${number(shown, language, { max: shown > 10 && shown < 99 ? 0 : 1 })}${language === 'fr' ? NARROW : ''}%`
}

/** A day of the calendar, `YYYY-MM-DD`. */
export function day(date: string, language: Language): string {
  return dates(language, 'UTC', { day: 'numeric', month: 'short', year: 'numeric' }).format(new Date(`${date.slice(0, 10)}T00:00:00Z`))
}

/** An instant, as a clock in Paris shows it. */
export function instant(at: string, language: Language): string {
  const when = new Date(at)
  const date = dates(language, PARIS, { day: 'numeric', month: 'short', year: 'numeric' }).format(when)
  const time = dates(language, PARIS, { hour: '2-digit', minute: '2-digit' }).format(when)
  return `${date}${language === 'fr' ? ' à ' : ', '}${time}`
}

/** « il y a 3 min »: how long before `now`, in the largest whole unit. */
export function ago(at: string, now: number, language: Language): string {
  const seconds = Math.min(0, Math.round((Date.parse(at) - now) / 1000))
  const [size, unit] = UNITS.find(([size]) => -seconds >= size) ?? [1, 'second']
  return new Intl.RelativeTimeFormat(LOCALE[language], { numeric: 'auto', style: 'short' })
    .format(Math.ceil(seconds / size), unit)
    .replaceAll('\u00a0', NARROW)
}

const UNITS: [number, Intl.RelativeTimeFormatUnit][] = [
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
]

function dates(language: Language, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return kept(
    `d ${language} ${timeZone} ${JSON.stringify(options)}`,
    () => new Intl.DateTimeFormat(LOCALE[language], { timeZone, ...options }),
  )
}

function kept<Format extends Intl.NumberFormat | Intl.DateTimeFormat>(key: string, make: () => Format): Format {
  const known = formats.get(key) as Format | undefined
  if (known) return known
  const made = make()
  formats.set(key, made)
  return made
}
