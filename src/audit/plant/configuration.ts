import type { RoomReader, Value } from '#kernel/record/change.ts'
import { DELETED } from '#kernel/record/change.ts'
import { refusals } from '#kernel/refusal.ts'
import { type ModulePlace, moduleId, placeOf } from './module-id.ts'

export const DIRECTIONS = ['right', 'left', 'down', 'up'] as const
/** Which way the cable runs from module 1. */
export type Direction = (typeof DIRECTIONS)[number]

/** A string as wired: how many modules, what the site calls it, and where its first module lies. */
export interface StringPlan {
  number: number
  count: number
  /** The site's own name, such as `A1` or `MPPT3`. */
  label?: string
  /** Place of module 1 on the plan, from 0; without it the strings are laid one below another. */
  row?: number
  column?: number
  direction?: Direction
  /** Modules in a row before the cable turns back. */
  serpentine?: number
}

/** The modules a plant is made of. Totals are always counted from it, never typed. */
export interface PlantConfiguration {
  strings: StringPlan[]
}

export const LIMITS = { strings: 5000, stringNumber: 9999, modulesOfString: 5000, modules: 200_000 } as const

const refuseConfiguration = refusals({
  'configuration-empty': {
    status: 400,
    fr: 'La configuration ne contient aucun module. Indiquez au moins un string et un module.',
    en: 'The configuration holds no module. Give at least one string and one module.',
  },
  'configuration-too-large': {
    status: 400,
    fr: 'La configuration dépasse la limite : {limit} {what}. Répartissez la centrale en plusieurs audits.',
    en: 'The configuration is over the limit: {limit} {what}. Split the plant into several audits.',
  },
  'string-number-twice': {
    status: 400,
    fr: 'Le string {string} est décrit deux fois. Deux strings d’un même MPPT portent deux numéros.',
    en: 'String {string} is described twice. Two strings on one MPPT need two numbers.',
  },
  'string-not-valid': {
    status: 400,
    fr: 'Le string {string} doit avoir un numéro entier de 1 à 9 999 et entre 1 et 5 000 modules.',
    en: 'String {string} needs a whole number from 1 to 9,999 and between 1 and 5,000 modules.',
  },
})

/** S strings of M modules each. */
export function uniformPlant(strings: number, modulesPerString: number): PlantConfiguration {
  return checkedConfiguration(
    Array.from({ length: Math.min(strings, LIMITS.strings + 1) }, (_, i) => ({ number: i + 1, count: modulesPerString })),
  )
}

/** Refuses what cannot be a plant; gives the strings back in the order of their numbers. */
export function checkedConfiguration(strings: StringPlan[]): PlantConfiguration {
  if (strings.length === 0) throw refuseConfiguration('configuration-empty')
  if (strings.length > LIMITS.strings) throw refuseConfiguration('configuration-too-large', { limit: LIMITS.strings, what: 'strings' })
  const seen = new Set<number>()
  for (const { number, count } of strings) {
    if (!isCount(number, LIMITS.stringNumber) || !isCount(count, LIMITS.modulesOfString))
      throw refuseConfiguration('string-not-valid', { string: String(number) })
    if (seen.has(number)) throw refuseConfiguration('string-number-twice', { string: String(number) })
    seen.add(number)
  }
  const configuration = { strings: strings.toSorted((a, b) => a.number - b.number) }
  if (totalModules(configuration) > LIMITS.modules)
    throw refuseConfiguration('configuration-too-large', { limit: LIMITS.modules, what: 'modules' })
  return configuration
}

function isCount(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most
}

/** The configuration that the `string` records of an audit describe. */
export function configurationOf(room: RoomReader): PlantConfiguration {
  const strings: StringPlan[] = []
  for (const id of room.ids('string')) {
    const count = stringCount(room, Number(id))
    if (count > 0) strings.push({ number: Number(id), count, ...placement(room, id) })
  }
  return { strings: strings.sort((a, b) => a.number - b.number) }
}

/** Modules of a string now; 0 when the string does not exist or was removed. */
export function stringCount(room: RoomReader, string: number): number {
  const id = String(string)
  const count = room.field('string', id, 'count')?.value
  return typeof count === 'number' && room.field('string', id, DELETED)?.value !== true ? count : 0
}

/** Is this module part of the plant as it is configured now? */
export function isConfigured(room: RoomReader, id: string): boolean {
  const place = placeOf(id)
  return place !== undefined && place.position <= stringCount(room, place.string)
}

function placement(room: RoomReader, id: string): Partial<StringPlan> {
  const value = (field: string): Value | undefined => room.field('string', id, field)?.value
  const plan: Partial<StringPlan> = {}
  const [label, row, column, direction, serpentine] = [
    value('label'),
    value('row'),
    value('column'),
    value('direction'),
    value('serpentine'),
  ]
  if (typeof label === 'string' && label !== '') plan.label = label
  if (typeof row === 'number') plan.row = row
  if (typeof column === 'number') plan.column = column
  if (typeof direction === 'string') plan.direction = direction as Direction
  if (typeof serpentine === 'number') plan.serpentine = serpentine
  return plan
}

export function totalModules(configuration: PlantConfiguration): number {
  return configuration.strings.reduce((sum, string) => sum + string.count, 0)
}

/** Where each string starts in the running count, made once for a configuration. */
interface StringIndex {
  spans: Map<number, { rank: number; before: number; count: number }>
  /** Modules before each string, in string order. */
  before: number[]
  labels: Map<string, number>
}

const INDEXES = new WeakMap<PlantConfiguration, StringIndex>()

function indexOf(configuration: PlantConfiguration): StringIndex {
  const known = INDEXES.get(configuration)
  if (known) return known
  const index: StringIndex = { spans: new Map(), before: [], labels: new Map() }
  let before = 0
  for (const { number, count, label } of configuration.strings) {
    index.spans.set(number, { rank: index.before.push(before) - 1, before, count })
    if (label) index.labels.set(label.trim().toLowerCase(), number)
    before += count
  }
  INDEXES.set(configuration, index)
  return index
}

export function hasModule(configuration: PlantConfiguration, { string, position }: ModulePlace): boolean {
  const span = indexOf(configuration).spans.get(string)
  return span !== undefined && position >= 1 && position <= span.count
}

/** The string that the site calls by this name. */
export function stringLabelled(configuration: PlantConfiguration, label: string): number | undefined {
  return indexOf(configuration).labels.get(label.trim().toLowerCase())
}

/** Every module, in string order. */
export function* identifiersOf(configuration: PlantConfiguration): Generator<string> {
  for (const { number, count } of configuration.strings) {
    for (let position = 1; position <= count; position++) yield moduleId(number, position)
  }
}

/** The module behind a running number over the strings in order: M050 of a plant of 26 then 24 modules is S2-24. */
export function moduleAt(configuration: PlantConfiguration, index: number): ModulePlace | undefined {
  const { before } = indexOf(configuration)
  let [low, high] = [0, before.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (before[middle]! < index) low = middle + 1
    else high = middle
  }
  const string = configuration.strings[low - 1]
  const position = index - (before[low - 1] ?? 0)
  return string && index >= 1 && position <= string.count ? { string: string.number, position } : undefined
}

/** The rank of a string among those of the plant, from 0. */
export function rankOfString(configuration: PlantConfiguration, string: number): number | undefined {
  return indexOf(configuration).spans.get(string)?.rank
}

/** The running number of a module, from 1: what `M050` counts. */
export function runningNumber(configuration: PlantConfiguration, place: ModulePlace): number | undefined {
  const span = indexOf(configuration).spans.get(place.string)
  return span && place.position <= span.count ? span.before + place.position : undefined
}

/** Modules of every string when they are all alike and numbered from 1 without a hole, otherwise `null`. */
export function modulesPerString(configuration: PlantConfiguration): number | null {
  const first = configuration.strings[0]?.count ?? 0
  return first > 0 && configuration.strings.every((string, i) => string.number === i + 1 && string.count === first) ? first : null
}

/** Peak power, from the power of one module: typed once, multiplied here. */
export function powerKwp(configuration: PlantConfiguration, moduleWp: number): number {
  return (totalModules(configuration) * moduleWp) / 1000
}
