import type { Change, Value } from '#kernel/record/change.ts'
import { isKeepable } from '#kernel/sync/change-text.ts'
import { addComment } from '../electroluminescence/comment.ts'
import { STATUSES, type Status } from '../electroluminescence/status.ts'
import type { PlantConfiguration } from '../plant/configuration.ts'
import type { Reconciliation } from '../plant/reconciliation.ts'

/** What was put right on the way in; each kind has its sentence in the catalogue. */
export type Repair = { kind: 'null-comment' | 'lost-column' | 'renamed'; module: string; from?: string }

export const ROW_FAULTS = ['unknown-status', 'unreadable-module', 'module-twice', 'unknown-audit'] as const
/** What keeps a comment out while the rest of its row comes in. */
export const COMMENT_FAULTS = ['comment-too-long', 'comment-unkeepable'] as const

/** A row, or the comment of one, that is not written: a person decides what it means. */
export interface Quarantined {
  kind: (typeof ROW_FAULTS)[number] | (typeof COMMENT_FAULTS)[number]
  module: string
  /** What was met; of a comment, how many characters it has. */
  value: string
  /** The defect tag behind the unknown word, when there is one. */
  tag?: string
}

export interface PlannedAudit {
  token: string
  project: string
  client: string
  location: string | null
  createdAt: string | null
  /** As derived from the modules. */
  configuration: PlantConfiguration
  declared: Record<string, Value>
  /** The declared configuration in a few signs, when there was one. */
  declaredInShort: string | null
  derivedInShort: string
  reconciliation: Reconciliation
  statuses: Record<Status, number>
  comments: number
  repairs: Repair[]
  quarantine: Quarantined[]
  read: number
  /** The whole audit as changes on an empty room. */
  changes: Change[]
}

export interface ImportPlan {
  audits: PlannedAudit[]
  /** Rows of modules read, and where they went: read = taken + set aside. */
  read: number
  taken: number
  setAside: number
  /** Comments that stayed out although their rows were taken. */
  commentsSetAside: number
  /** Rows whose audit is in none of the files. */
  orphans: Quarantined[]
  statuses: Record<Status, number>
}

/** Makes the same UUID from the same text, so that an import done twice writes the same records. */
export type UuidOf = (text: string) => string

export interface ReadModule {
  status: Status
  comment: string | null
}

/** A configuration that was declared right stays validated; a derived one waits as a draft for somebody to look at it. */
export function configurationChanges(configuration: PlantConfiguration, declared: Record<string, Value>, agreed: boolean): Change[] {
  const plant = (field: string, to: Value): Change => ({ kind: 'plant', record: 'plant', field, to })
  const uniform = new Set(configuration.strings.map(string => string.count)).size === 1
  const plain = uniform && configuration.strings.every((string, i) => string.number === i + 1 && Object.keys(string).length === 2)
  return [
    plant('mode', plain ? 'simple' : 'advanced'),
    plant('state', agreed ? 'validated' : 'draft'),
    plant('declared', declared),
    ...configuration.strings.flatMap(({ number, ...fields }) =>
      Object.entries(fields).map(([field, to]) => ({ kind: 'string', record: String(number), field, to })),
    ),
  ]
}

/** Verdicts and comments of modules, and the places that their strings do not tell. */
export function moduleChanges(
  token: string,
  modules: Map<string, ReadModule>,
  overrides: Map<string, { row: number; column: number }>,
  uuidOf: UuidOf,
): Change[] {
  const module = (record: string, field: string, to: Value): Change => ({ kind: 'module', record, field, to })
  const placed = [...overrides].flatMap(([id, { row, column }]) => [module(id, 'row', row), module(id, 'column', column)])
  const judged = [...modules].flatMap(([id, { status, comment }]) => [
    ...(status === 'pending' ? [] : [module(id, 'status', status)]),
    ...(comment === null ? [] : addComment(uuidOf(`comment\n${token}\n${id}\n${comment}`), id, comment)),
  ])
  return [...placed, ...judged]
}

/** Is it a row that stayed out, and not only its comment? */
export function isRow({ kind }: Quarantined): boolean {
  return ROW_FAULTS.some(fault => fault === kind)
}

/** The audit keeps what was set aside: a value that no text can hold shows where it was broken. */
export function keptQuarantine(quarantine: Quarantined[]): Value {
  const shown = (text: string) => (isKeepable(text) ? text : text.toWellFormed().replaceAll('\0', '\uFFFD'))
  return quarantine.map(row => ({ ...row, module: shown(row.module), value: shown(row.value) }))
}

export function withoutAbsent(values: Record<string, Value | undefined>): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, Value] => entry[1] !== undefined && entry[1] !== null))
}

export function tally(statuses: Status[]): Record<Status, number> {
  const counts = Object.fromEntries(STATUSES.map(status => [status, 0])) as Record<Status, number>
  for (const status of statuses) counts[status]++
  return counts
}

export function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0)
}
