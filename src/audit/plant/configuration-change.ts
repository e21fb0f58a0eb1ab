import { type Change, DELETED, type RoomReader, type Value } from '#kernel/record/change.ts'
import { annotatedModules } from '../electroluminescence/comment.ts'
import { fieldChange, statusOf, tagsOf } from '../electroluminescence/module.ts'
import {
  configurationOf,
  hasModule,
  identifiersOf,
  modulesPerString,
  type PlantConfiguration,
  type StringPlan,
  totalModules,
} from './configuration.ts'
import { placeOf } from './module-id.ts'
import { PLANT } from './plant-record.ts'

export interface ConfigurationChange {
  appear: string[]
  disappear: string[]
  /** Those that disappear although something is known of them: it is kept, and comes back if the module does. */
  archived: string[]
  before: number
  after: number
  /** What to send; empty when nothing changes. */
  changes: Change[]
}

/** What a new configuration would do to an audit under way, before it is done. */
export function planConfigurationChange(room: RoomReader, wanted: PlantConfiguration): ConfigurationChange {
  const now = configurationOf(room)
  const disappear = outside(now, wanted)
  const annotated = disappear.length > 0 ? annotatedModules(room) : new Set<string>()
  return {
    appear: outside(wanted, now),
    disappear,
    archived: disappear.filter(id => annotated.has(id) || hasResult(room, id)),
    before: totalModules(now),
    after: totalModules(wanted),
    changes: [...modeChange(room, wanted), ...stringChanges(room, now, wanted)],
  }
}

/** Modules that a status, a tag, a comment or a photo speaks of and that the configuration no longer has. */
export function archivedModules(room: RoomReader): string[] {
  const configuration = configurationOf(room)
  const outside = (id: string) => !hasModule(configuration, placeOf(id)!)
  const archived = new Set([...annotatedModules(room)].filter(outside))
  for (const id of room.ids('module')) if (outside(id) && hasResult(room, id)) archived.add(id)
  return [...archived]
}

function hasResult(room: RoomReader, id: string): boolean {
  return statusOf(room, id) !== 'pending' || tagsOf(room, id).length > 0 || typeof room.field('module', id, 'serial')?.value === 'string'
}

function outside(of: PlantConfiguration, other: PlantConfiguration): string[] {
  return [...identifiersOf(of)].filter(id => !hasModule(other, placeOf(id)!))
}

function modeChange(room: RoomReader, wanted: PlantConfiguration): Change[] {
  const plain = modulesPerString(wanted) !== null && wanted.strings.every(string => Object.keys(string).length === 2)
  return kept([fieldChange(room, PLANT, PLANT, 'mode', plain ? 'simple' : 'advanced')])
}

const PLACEMENT = ['label', 'row', 'column', 'direction', 'serpentine'] as const

function stringChanges(room: RoomReader, now: PlantConfiguration, wanted: PlantConfiguration): Change[] {
  const stays = new Set(wanted.strings.map(string => string.number))
  const removed = now.strings
    .filter(string => !stays.has(string.number))
    .map(string => fieldChange(room, 'string', String(string.number), DELETED, true))
  return kept([...wanted.strings.flatMap(string => fieldsOf(room, string)), ...removed])
}

/** A field that the new plan leaves out is emptied only where it held something. */
function fieldsOf(room: RoomReader, string: StringPlan): Change[] {
  const id = String(string.number)
  const revived = room.field('string', id, DELETED)?.value === true ? [fieldChange(room, 'string', id, DELETED, null)] : []
  const placed = PLACEMENT.map(field => fieldChange(room, 'string', id, field, (string[field] ?? null) as Value)).filter(
    change => change.to !== null || change.from !== undefined,
  )
  return [...revived, fieldChange(room, 'string', id, 'count', string.count), ...placed]
}

function kept(changes: Change[]): Change[] {
  return changes.filter(change => change.from !== change.to)
}
