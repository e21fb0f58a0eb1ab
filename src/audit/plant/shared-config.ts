import type { RoomReader, Value } from '#kernel/record/change.ts'
import {
  checkedConfiguration,
  configurationOf,
  identifiersOf,
  modulesPerString,
  type PlantConfiguration,
  powerKwp,
  type StringPlan,
  totalModules,
  uniformPlant,
} from './configuration.ts'
import { PLANT, type PlantState } from './plant-record.ts'

/** A string as one of the older programs writes it. */
export interface GivenString {
  number?: number | undefined
  string_number?: number | undefined
  id?: number | string | undefined
  mpptNumber?: number | undefined
  stringNum?: number | undefined
  count?: number | undefined
  modules?: number | undefined
  moduleCount?: number | undefined
  modulesCount?: number | undefined
  label?: string | undefined
  physicalRow?: number | undefined
  physicalCol?: number | undefined
}

export interface GivenConfiguration {
  string_count?: number | undefined
  modules_per_string?: number | undefined
  advanced_config?: { strings: GivenString[] } | undefined
}

/** The configuration that a request describes: a list of strings when it gives one, otherwise so many strings of so many modules. */
export function configurationGiven({ string_count = 0, modules_per_string = 0, advanced_config }: GivenConfiguration): PlantConfiguration {
  if (!advanced_config) return uniformPlant(string_count, modules_per_string)
  return checkedConfiguration(advanced_config.strings.map(stringGiven))
}

/** Strings are numbered by their order unless they have a number; an MPPT's number is no string's number: two strings may share it. */
function stringGiven(given: GivenString, i: number): StringPlan {
  const number = given.number ?? given.string_number ?? given.stringNum ?? i + 1
  const count = given.count ?? given.modules ?? given.moduleCount ?? given.modulesCount ?? 0
  const label = given.label ?? (given.mpptNumber === undefined ? undefined : `MPPT${given.mpptNumber}`)
  const { physicalRow: row, physicalCol: column } = given
  return {
    number,
    count,
    ...(label === undefined ? {} : { label }),
    ...(row === undefined ? {} : { row }),
    ...(column === undefined ? {} : { column }),
  }
}

export interface SharedConfiguration {
  audit_token: string
  string_count: number
  strings: number
  /** 0 when the strings are not alike. */
  modules_per_string: number
  total_modules: number
  modules: string[]
  is_advanced_mode: boolean
  advanced_config: { strings: StringPlan[] }
  module_model: string | null
  module_power_wp: number | null
  total_power_kwc: number | null
  validation_status: PlantState
}

/** The shared configuration of an audit in its documented shape; every total is counted here. */
export function sharedConfiguration(token: string, room: RoomReader): SharedConfiguration {
  const configuration = configurationOf(room)
  const each = modulesPerString(configuration)
  const value = (field: string): Value | undefined => room.field(PLANT, PLANT, field)?.value
  const [model, power, state] = [value('moduleModel'), value('powerWp'), value('state')]
  return {
    audit_token: token,
    string_count: configuration.strings.length,
    strings: configuration.strings.length,
    modules_per_string: each ?? 0,
    total_modules: totalModules(configuration),
    modules: [...identifiersOf(configuration)],
    is_advanced_mode: value('mode') === 'advanced',
    advanced_config: configuration,
    module_model: typeof model === 'string' ? model : null,
    module_power_wp: typeof power === 'number' ? power : null,
    total_power_kwc: typeof power === 'number' ? powerKwp(configuration, power) : null,
    validation_status: (state ?? 'draft') as PlantState,
  }
}
