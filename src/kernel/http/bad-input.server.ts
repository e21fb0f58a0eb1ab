import type { Refusal } from '#kernel/refusal.ts'
import { refuse } from './refusals.ts'

/** One mistake that a schema found, as the server's validator reports it. */
export interface InputMistake {
  keyword: string
  instancePath: string
  message?: string | undefined
  params: Record<string, unknown>
}

const MOST_TOLD = 5

/** What a rule of our own says when it is broken. English is zod's own message; French goes beside it. */
export function brokenRule({ fr, en }: { fr: string; en: string }) {
  return { error: en, params: { fr } }
}

/** Says which fields are wrong and how, in both languages. */
export function badInput(mistakes: readonly InputMistake[]): Refusal {
  const told = mistakes.slice(0, MOST_TOLD)
  return refuse('bad-input', {
    where: told.map(mistake => `${fieldOf(mistake)} (${inEnglish(mistake)})`).join(', '),
    endroit: told.map(mistake => `${fieldOf(mistake)} (${inFrench(mistake)})`).join(', '),
  })
}

function fieldOf({ instancePath }: InputMistake): string {
  return instancePath.slice(1).replaceAll('/', '.') || '·'
}

const TYPES: Record<string, string> = {
  string: 'un texte',
  number: 'un nombre',
  int: 'un nombre entier',
  boolean: 'vrai ou faux',
  array: 'une liste',
  object: 'un objet',
  record: 'un objet',
  null: 'null',
}

const NOT_ACCEPTED = 'valeur non acceptée'

const FORMATS: Record<string, string> = {
  date: 'une date AAAA-MM-JJ',
  datetime: 'une date et une heure ISO 8601',
  email: 'une adresse e-mail',
  uuid: 'un UUID',
  url: 'une adresse web',
}

/** `nonoptional` is what a field that only creation asks for says of its absence; any other type says what it received. */
function isMissing({ keyword, message, params }: InputMistake): boolean {
  return keyword === 'invalid_type' && (params.expected === 'nonoptional' || message?.endsWith('received undefined') === true)
}

function inEnglish(mistake: InputMistake): string {
  return isMissing(mistake) ? 'missing field' : (mistake.message ?? mistake.keyword)
}

function inFrench(mistake: InputMistake): string {
  return isMissing(mistake) ? 'champ manquant' : mistakeInFrench(mistake)
}

function mistakeInFrench({ keyword, params }: InputMistake): string {
  switch (keyword) {
    case 'invalid_type':
      return `attendu\u202f: ${TYPES[String(params.expected)] ?? String(params.expected)}`
    case 'invalid_format':
      return `attendu\u202f: ${FORMATS[String(params.format)] ?? `le format ${params.pattern ?? params.format}`}`
    case 'custom':
      return (params.params as { fr?: string } | undefined)?.fr ?? NOT_ACCEPTED
    case 'too_big':
      return `${params.inclusive === false ? 'moins de' : 'au plus'} ${amount(params.maximum, params.origin)}`
    case 'too_small':
      return `${params.inclusive === false ? 'plus de' : 'au moins'} ${amount(params.minimum, params.origin)}`
    case 'invalid_value':
      return `une de ces valeurs\u202f: ${[params.values].flat().join(', ')}`
    case 'unrecognized_keys':
      return `champs inconnus\u202f: ${[params.keys].flat().join(', ')}`
    default:
      return NOT_ACCEPTED
  }
}

const UNITS: Record<string, string> = { string: 'caractère', array: 'élément' }

function amount(limit: unknown, origin: unknown): string {
  const unit = UNITS[String(origin)]
  if (unit === undefined) return String(limit)
  return `${limit}\u202f${unit}${Number(limit) > 1 ? 's' : ''}`
}
