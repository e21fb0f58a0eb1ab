import type { RoomReader, Value } from '#kernel/record/change.ts'
import { declaredStrings } from '../report/declared-plant.ts'
import { configurationOf, identifiersOf, type PlantConfiguration } from './configuration.ts'
import { archivedModules } from './configuration-change.ts'

/** The plant that somebody declared, when the declaration can be read as one. */
export function declaredPlant(declared: Value | undefined): PlantConfiguration | null {
  const strings = declaredStrings(declared)
  return strings ? { strings } : null
}

/**
 * The modules that exist as far as is known: those of the configuration, unless results lie outside it. Then the configuration is what is
 * in doubt, and only modules that somebody decided something about count.
 */
export function foundModules(room: RoomReader): Iterable<string> {
  return archivedModules(room).length > 0 ? room.ids('module') : identifiersOf(configurationOf(room))
}
