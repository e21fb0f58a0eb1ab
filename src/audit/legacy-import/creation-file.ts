import type { Value } from '#kernel/record/change.ts'
import type { Status } from '../electroluminescence/status.ts'
import { checkedConfiguration, identifiersOf, type PlantConfiguration, type StringPlan } from '../plant/configuration.ts'
import { moduleId, placeOf } from '../plant/module-id.ts'
import { configurationInShort, reconcile } from '../plant/reconciliation.ts'
import type { CreationFile } from './creation-format.ts'
import { type OldPlace, placeStrings } from './placement.ts'
import {
  configurationChanges,
  keptQuarantine,
  moduleChanges,
  type PlannedAudit,
  type Quarantined,
  type Repair,
  sum,
  tally,
  type UuidOf,
  withoutAbsent,
} from './planned-audit.ts'

interface ReadStrings {
  configuration: PlantConfiguration
  places: Map<string, OldPlace>
  repairs: Repair[]
  quarantine: Quarantined[]
}

type OldString = CreationFile['strings_configuration'][number]

function readStrings(strings: OldString[]): ReadStrings {
  const read: ReadStrings = { configuration: { strings: [] }, places: new Map(), repairs: [], quarantine: [] }
  for (const string of strings) for (const module of string.modules) readModule(string.string_number, module, read)
  read.configuration = checkedConfiguration(strings.map(string => ({ number: string.string_number, count: furthest(string) })))
  return read
}

function furthest(string: OldString): number {
  return string.modules.reduce((most, module) => Math.max(most, module.position_in_string), 0)
}

function readModule(string: number, module: OldString['modules'][number], { places, repairs, quarantine }: ReadStrings): void {
  const id = moduleId(string, module.position_in_string)
  const fault = !placeOf(id) ? 'unreadable-module' : places.has(id) ? 'module-twice' : undefined
  if (fault) {
    quarantine.push({ kind: fault, module: id, value: module.module_id })
    return
  }
  places.set(id, { row: module.physical_position?.row ?? null, column: module.physical_position?.col ?? null })
  if (id !== module.module_id) repairs.push({ kind: 'renamed', module: id, from: module.module_id })
}

/** An audit prepared in a file before the visit: its plant is described and every module waits to be judged. */
export function planCreation(creation: CreationFile, uuidOf: UuidOf): PlannedAudit {
  const { project_info: info, strings_configuration: strings, installation_config: installation } = creation
  const { configuration: described, places, repairs, quarantine } = readStrings(strings)
  const declaredPlant = declaredConfiguration(creation)
  const reconciliation = reconcile(declaredPlant ? identifiersOf(declaredPlant) : places.keys(), places.keys())
  const placement = placeStrings(described, places)
  const labels = new Map(strings.map(string => [string.string_number, string.string_id]))
  const configuration = { strings: placement.configuration.strings.map(string => withLabel(string, labels.get(string.number))) }
  const token = uuidOf(`creation\n${JSON.stringify(creation)}`)
  const declared = withoutAbsent({ ...info, ...(installation as Record<string, Value>), quarantine: keptQuarantine(quarantine) })
  return {
    token,
    project: info.project_name,
    client: info.client_name || info.project_name,
    location: info.location ?? null,
    createdAt: info.audit_date ?? null,
    configuration,
    declared,
    declaredInShort: declaredPlant && configurationInShort(declaredPlant),
    derivedInShort: configurationInShort(configuration),
    reconciliation,
    statuses: tally(Array<Status>(places.size).fill('pending')),
    comments: 0,
    repairs,
    quarantine,
    read: sum(strings, string => string.modules.length),
    changes: [...configurationChanges(configuration, declared, true), ...moduleChanges(token, new Map(), placement.overrides, uuidOf)],
  }
}

/** A file of unlike strings declares no modules per string: its own list is then the declaration. */
function declaredConfiguration({ installation_config: installation }: CreationFile): PlantConfiguration | null {
  const [strings, each] = [installation?.string_count ?? 0, installation?.modules_per_string ?? 0]
  return strings > 0 && each > 0 ? checkedConfiguration(Array.from({ length: strings }, (_, i) => ({ number: i + 1, count: each }))) : null
}

function withLabel(string: StringPlan, label: string | null | undefined): StringPlan {
  return label ? { ...string, label } : string
}
