import { isKeepable } from '#kernel/sync/change-text.ts'
import { COMMENT_LIMIT } from '../electroluminescence/comment.ts'
import { tagFromOldKey } from '../electroluminescence/defect-tag.ts'
import { statusFromOldKey } from '../electroluminescence/status.ts'
import { checkedConfiguration, identifiersOf, type PlantConfiguration } from '../plant/configuration.ts'
import { readIdentifier } from '../plant/identifier.ts'
import { moduleId, placeOf } from '../plant/module-id.ts'
import { configurationInShort, reconcile } from '../plant/reconciliation.ts'
import { type AuditRow, type ModuleRow, refuseImport } from './export-format.ts'
import { type OldPlace, placeStrings } from './placement.ts'
import {
  configurationChanges,
  keptQuarantine,
  moduleChanges,
  type PlannedAudit,
  type Quarantined,
  type ReadModule,
  type Repair,
  tally,
  type UuidOf,
  withoutAbsent,
} from './planned-audit.ts'

/** What the rows of one audit say, row by row. */
interface ReadRows {
  /** Every module named, those set aside included. */
  places: Map<string, OldPlace>
  modules: Map<string, ReadModule>
  repairs: Repair[]
  quarantine: Quarantined[]
}

function readRows(rows: ModuleRow[]): ReadRows {
  const read: ReadRows = { places: new Map(), modules: new Map(), repairs: [], quarantine: [] }
  for (const row of rows) {
    const id = identifierOf(row)
    if (!id) read.quarantine.push({ kind: 'unreadable-module', module: row.module_id, value: row.module_id })
    else if (read.places.has(id)) read.quarantine.push({ kind: 'module-twice', module: id, value: row.status ?? '' })
    else readRow(id, row, read)
  }
  return read
}

function readRow(id: string, row: ModuleRow, { places, modules, repairs, quarantine }: ReadRows): void {
  places.set(id, { row: row.physical_row ?? null, column: row.physical_col ?? null })
  if (id !== row.module_id) repairs.push({ kind: 'renamed', module: id, from: row.module_id })
  const status = statusFromOldKey(row.status ?? '')
  if (status) modules.set(id, { status, comment: commentOf(id, row, repairs, quarantine) })
  else quarantine.push(unknownStatus(id, row.status ?? ''))
}

/** One audit of an export, with the configuration that its modules show rather than the one it declares. */
export function planExported(audit: AuditRow, rows: ModuleRow[], uuidOf: UuidOf): PlannedAudit {
  if (rows.length === 0) throw refuseImport('import-without-modules', { project: audit.project_name })
  const { places, modules, repairs, quarantine } = readRows(rows)
  const declaredPlant = declaredConfiguration(audit)
  const reconciliation = reconcile(declaredPlant ? identifiersOf(declaredPlant) : [], places.keys())
  const { configuration, overrides, repaired } = placeStrings(checkedConfiguration(reconciliation.proposal.strings), places)
  const declared = withoutAbsent({ ...audit, quarantine: keptQuarantine(quarantine) })
  return {
    token: audit.token,
    project: audit.project_name,
    client: audit.client_name || audit.project_name,
    location: audit.location ?? null,
    createdAt: audit.created_at ?? null,
    configuration,
    declared,
    declaredInShort: declaredPlant && configurationInShort(declaredPlant),
    derivedInShort: configurationInShort(configuration),
    reconciliation,
    statuses: tally([...modules.values()].map(module => module.status)),
    comments: [...modules.values()].filter(module => module.comment !== null).length,
    repairs: [...repairs, ...repaired.map(module => ({ kind: 'lost-column' as const, module }))],
    quarantine,
    read: rows.length,
    changes: [
      ...configurationChanges(configuration, declared, reconciliation.same),
      ...moduleChanges(audit.token, modules, overrides, uuidOf),
    ],
  }
}

function identifierOf(row: ModuleRow): string | undefined {
  const reading = readIdentifier(row.module_id)
  if ('id' in reading) return reading.id
  const id = moduleId(row.string_number ?? 0, row.position_in_string ?? 0)
  return reading.problem === 'needs-configuration' && placeOf(id) ? id : undefined
}

/** An old program wrote the word null where there was no comment. A comment that cannot be kept as it is stays out whole. */
function commentOf(module: string, row: ModuleRow, repairs: Repair[], quarantine: Quarantined[]): string | null {
  const comment = row.comment?.trim() ?? ''
  if (comment === 'null') repairs.push({ kind: 'null-comment', module })
  if (comment === '' || comment === 'null') return null
  const fault = comment.length > COMMENT_LIMIT ? 'comment-too-long' : isKeepable(comment) ? undefined : 'comment-unkeepable'
  if (fault) quarantine.push({ kind: fault, module, value: String(comment.length) })
  return fault ? null : comment
}

function unknownStatus(module: string, value: string): Quarantined {
  const tag = tagFromOldKey(value)
  return { kind: 'unknown-status', module, value, ...(tag ? { tag } : {}) }
}

/** What the old program believed; `null` when it said nothing usable. */
function declaredConfiguration(audit: AuditRow): PlantConfiguration | null {
  const [strings, each] = [audit.string_count ?? 0, audit.modules_per_string ?? 0]
  const counts = each > 0 ? Array<number>(strings).fill(each) : advancedCounts(audit.json_config)
  const valid = counts.length > 0 && counts.every(count => Number.isInteger(count) && count > 0)
  return valid ? checkedConfiguration(counts.map((count, i) => ({ number: i + 1, count }))) : null
}

function advancedCounts(json: string | null | undefined): number[] {
  try {
    const { strings } = JSON.parse(json ?? '{}') as { strings?: { moduleCount?: number; modules?: number }[] }
    return strings?.map(string => string.moduleCount ?? string.modules ?? 0) ?? []
  } catch {
    return []
  }
}
