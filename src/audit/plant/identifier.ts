import { hasModule, moduleAt, type PlantConfiguration, stringLabelled } from './configuration.ts'
import { type ModulePlace, moduleId } from './module-id.ts'

/** The ways of naming a module that were met on sites, in exports and in photo names. */
export type Dialect = 'canonical' | 'padded' | 'letter' | 'running' | 'label'

export type Reading =
  | { read: string; id: string; dialect: Dialect }
  | { read: string; problem: 'not-readable' | 'needs-configuration' | 'not-in-configuration' }

const STRING_AND_PLACE = /^S(\d{1,6})-([MP]?)(\d{1,6})$/
const RUNNING = /^M(\d{1,6})$/
const LABEL_AND_PLACE = /^(.{1,60})-[MP]?(\d{1,6})$/i

/**
 * Reads a module's name in any dialect: S1-1, S01-M12, S1-P01, M050, A1-1. Running numbers and string labels only mean something in a
 * plant; with a plant given, a name outside it is a problem, so nothing is ever attached to a module that does not exist.
 */
export function readIdentifier(text: string, plant?: PlantConfiguration): Reading {
  const read = text.trim()
  const upper = read.toUpperCase()
  const labelled = plant && byLabel(read, plant)
  if (labelled) return settled(read, labelled, 'label', plant)
  const direct = STRING_AND_PLACE.exec(upper)
  if (direct) return settled(read, { string: Number(direct[1]), position: Number(direct[3]) }, dialectOf(upper, direct), plant)
  const running = RUNNING.exec(upper)
  if (running) return byRunningNumber(read, Number(running[1]), plant)
  if (LABEL_AND_PLACE.test(upper) && !plant) return { read, problem: 'needs-configuration' }
  return { read, problem: 'not-readable' }
}

function settled(read: string, place: ModulePlace, dialect: Dialect, plant?: PlantConfiguration): Reading {
  if (place.string < 1 || place.position < 1) return { read, problem: 'not-readable' }
  if (plant && !hasModule(plant, place)) return { read, problem: 'not-in-configuration' }
  return { read, id: moduleId(place.string, place.position), dialect }
}

function dialectOf(upper: string, [, string, letter, position]: RegExpExecArray): Dialect {
  if (letter) return 'letter'
  return upper === moduleId(Number(string), Number(position)) ? 'canonical' : 'padded'
}

function byRunningNumber(read: string, number: number, plant?: PlantConfiguration): Reading {
  if (!plant) return { read, problem: 'needs-configuration' }
  const place = moduleAt(plant, number)
  return place ? { read, id: moduleId(place.string, place.position), dialect: 'running' } : { read, problem: 'not-in-configuration' }
}

function byLabel(read: string, plant: PlantConfiguration): ModulePlace | undefined {
  const match = LABEL_AND_PLACE.exec(read)
  const string = match ? stringLabelled(plant, match[1]!) : undefined
  return string === undefined ? undefined : { string, position: Number(match![2]) }
}
