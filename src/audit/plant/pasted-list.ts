import { Refusal } from '#kernel/refusal.ts'
import { checkedConfiguration, identifiersOf, LIMITS, type PlantConfiguration, type StringPlan } from './configuration.ts'
import { type Dialect, type Reading, readIdentifier } from './identifier.ts'
import { placeOf } from './module-id.ts'
import { type Reconciliation, reconcile, stringsOf } from './reconciliation.ts'

export type Problem = Extract<Reading, { problem: string }>['problem'] | 'too-large'

/** What a pasted list of modules says, before anything is made of it. */
export interface PastedList {
  /** How many names were read in each way of naming, the most frequent first. */
  dialects: { dialect: Dialect; count: number }[]
  /** Names that mean no module, in the order of the list. */
  unread: { read: string; problem: Problem }[]
  /** Modules that the list names more than once. */
  duplicates: string[]
  /** The configuration that the modules of the list describe; what is known of the place of a string is kept. */
  strings: StringPlan[]
  /** Those modules against the present ones; `null` when the list describes no plant. */
  compared: Reconciliation | null
  /** Why the list describes no plant. */
  refusal: Refusal | null
}

/** Reads a list of module names in any mixture of dialects, against the configuration of now. */
export function readPastedList(text: string, now: PlantConfiguration): PastedList {
  const readings = namesIn(text, now)
  const dialects = new Map<Dialect, number>()
  const times = new Map<string, number>()
  const unread: PastedList['unread'] = []
  for (const reading of readings) {
    if ('problem' in reading) unread.push(reading)
    else {
      dialects.set(reading.dialect, (dialects.get(reading.dialect) ?? 0) + 1)
      times.set(reading.id, (times.get(reading.id) ?? 0) + 1)
    }
  }
  return {
    dialects: Array.from(dialects, ([dialect, count]) => ({ dialect, count })).sort((a, b) => b.count - a.count),
    unread,
    duplicates: [...times].flatMap(([id, count]) => (count > 1 ? [id] : [])),
    ...described(times.keys(), now),
  }
}

function described(ids: Iterable<string>, now: PlantConfiguration): Pick<PastedList, 'strings' | 'compared' | 'refusal'> {
  const found = [...ids]
  const placed = new Map(now.strings.map(string => [string.number, string]))
  const strings = stringsOf(found).map(string => ({ ...placed.get(string.number), ...string }))
  try {
    checkedConfiguration(strings)
  } catch (error) {
    if (error instanceof Refusal) return { strings, compared: null, refusal: error }
    throw error
  }
  return { strings, compared: reconcile(identifiersOf(now), found), refusal: null }
}

type Named = Exclude<Reading, { problem: string }> | PastedList['unread'][number]

/** One name on a line or in a cell; a cell of several words is one name when it reads as one, such as `MPPT 2-M03`. */
function namesIn(text: string, now: PlantConfiguration): Named[] {
  const cells = text.split(/[\r\n\t,;]+/).map(cell => cell.trim())
  return cells
    .filter(cell => cell !== '')
    .flatMap(cell => {
      const whole = nameOf(cell, now)
      if (!('problem' in whole) || !/\s/.test(cell)) return [whole]
      const parts = cell.split(/\s+/).map(part => nameOf(part, now))
      return parts.some(part => 'problem' in part) ? [whole] : parts
    })
}

/** A name that counts in strings of its own may lie outside the present plant: the list is there to describe another. */
function nameOf(cell: string, now: PlantConfiguration): Named {
  const name = cell.replace(/^"([^"]*)"$/, '$1')
  const known = now.strings.length > 0 ? readIdentifier(name, now) : readIdentifier(name)
  if ('id' in known) return known
  const alone = readIdentifier(name)
  if (!('id' in alone)) return known.problem === 'not-readable' ? alone : known
  const place = placeOf(alone.id)
  return place && place.string <= LIMITS.stringNumber && place.position <= LIMITS.modulesOfString
    ? alone
    : { read: alone.read, problem: 'too-large' }
}
