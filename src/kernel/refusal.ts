import { type Language, typeset } from './ui/catalogue.ts'
import { number } from './ui/format.ts'

/**
 * A refusal is an answer, not a bug: the request was understood and cannot be granted. It has a code for programs, a French and an
 * English sentence for people that say what to do, and it changes nothing. A bug throws and is shown as our fault.
 */
export interface RefusalKind {
  /** HTTP status when the refusal leaves by HTTP. */
  status: number
  /** What happened and what to do, in French. `{name}` is replaced by the detail of that name; a number there is a quantity, and grouped. */
  fr: string
  en: string
}

export type RefusalDetails = Record<string, string | number>

export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: string
  readonly status: number
  readonly fr: string
  readonly en: string
  readonly details: RefusalDetails

  constructor(code: string, kind: RefusalKind, details: RefusalDetails = {}) {
    super(`${code}: ${fill(kind.en, details, 'en')}`)
    this.code = code
    this.status = kind.status
    this.fr = fill(typeset(kind.fr), details, 'fr')
    this.en = fill(kind.en, details, 'en')
    this.details = details
  }
}

/** One shape on the wire: RFC 9457 problem+json, with both sentences so that a stored answer can be read in either language. */
export interface Problem {
  type: string
  title: string
  status: number
  code: string
  fr: string
  en: string
  details?: RefusalDetails
}

export function problemOf(refusal: Refusal, language: 'fr' | 'en'): Problem {
  return {
    type: `urn:courant:refusal:${refusal.code}`,
    title: language === 'fr' ? refusal.fr : refusal.en,
    status: refusal.status,
    code: refusal.code,
    fr: refusal.fr,
    en: refusal.en,
    ...(Object.keys(refusal.details).length > 0 ? { details: refusal.details } : {}),
  }
}

/** Is it a refusal of ours? Whatever stands between a device and the server answers in other shapes. */
export function isProblem(body: unknown): body is Problem {
  const { type, code, fr, en, status } = (body ?? {}) as Partial<Record<keyof Problem, unknown>>
  const ours = typeof code === 'string' && type === `urn:courant:refusal:${code}`
  return ours && typeof fr === 'string' && typeof en === 'string' && typeof status === 'number'
}

/** Makes the `refuse` function of one catalogue: `refuse('unknown-audit', { token })`. Codes are checked by the compiler. */
export function refusals<const Kinds extends Record<string, RefusalKind>>(kinds: Kinds) {
  return (code: keyof Kinds & string, details: RefusalDetails = {}): Refusal => new Refusal(code, kinds[code]!, details)
}

function fill(sentence: string, details: RefusalDetails, language: Language): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const detail = details[name]
    return typeof detail === 'number' ? number(detail, language) : (detail ?? whole)
  })
}
