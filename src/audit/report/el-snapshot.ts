import type { Status } from '../electroluminescence/status.ts'
import type { StringPlan } from '../plant/configuration.ts'
import type { PlantState } from '../plant/plant-record.ts'

/** Changes whenever the shape below does: an old snapshot is read by what it says it is. */
export const SNAPSHOT_FORMAT = 'courant/el-report/1'

/**
 * Everything that an electroluminescence report says, frozen at one server number: plain facts, readable by any program, carried inside
 * the PDF. What nobody entered is absent. The pages are computed from it and from nothing else.
 */
export interface ElSnapshot {
  format: typeof SNAPSHOT_FORMAT
  report: ReportFacts
  audit: AuditFacts
  plant: PlantFacts
  /** Modules of which something was decided, in string order; a configured module that is not here was not judged. */
  modules: ModuleFacts[]
  comments: CommentFacts[]
  photos: PhotoFacts[]
  /** Names of the people met below, by id. */
  people: Record<string, string>
  history: HistoryFacts
  chain: { number: number; head: string }
  software: { name: string; version: string }
  /** Edition of the statuses and severities that were applied. */
  thresholds: string
}

export interface ReportFacts {
  revision: number
  state: 'draft' | 'issued'
  language: 'fr' | 'en'
  /** ISO 8601 UTC. */
  createdAt: string
  by: string
  reason?: string
  /** The issued revision that this one takes the place of. */
  replaces?: number
}

export interface AuditFacts {
  token: string
  project: string
  organisation: string
  client?: string
  site?: string
  /** Day of the visit, `YYYY-MM-DD`. */
  visitedOn?: string
}

export interface PlantFacts {
  state?: PlantState
  moduleModel?: string
  powerWp?: number
  strings: StringPlan[]
  /** What the client or an older program declared, as far as it describes strings. */
  declared?: { number: number; count: number }[]
}

/** Who decided, and when. */
interface Decided {
  by: string
  at: string
}

export interface ModuleFacts {
  id: string
  status: Status
  tags: string[]
  serial?: string
  row?: number
  column?: number
  decided?: Decided
  /** Values that lost against a concurrent one and that nobody has confirmed yet. */
  contested?: ({ status: Status } & Decided)[]
}

export interface CommentFacts extends Decided {
  /** `null` for the audit as a whole. */
  module: string | null
  text: string
}

export interface PhotoFacts extends Decided {
  module: string | null
  name: string
  takenAt?: string
  /** SHA-256 of the original file, hex. */
  file: string
  /** SHA-256 of the picture as printed; absent when the original had not reached the server or could not be read. */
  printed?: string
}

export interface HistoryFacts {
  changes: number
  people: { by: string; changes: number; first: string; last: string }[]
}
