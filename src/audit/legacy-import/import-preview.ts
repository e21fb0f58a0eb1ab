import { COMMENT_LIMIT } from '../electroluminescence/comment.ts'
import type { Quarantined, Repair } from './planned-audit.ts'

/** What an import would do, or did, as `/api/audits/import` answers. */
export interface ImportPreview {
  read: number
  taken: number
  setAside: number
  commentsSetAside: number
  orphans: Quarantined[]
  audits: PreviewedAudit[]
}

export interface PreviewedAudit {
  token: string
  project: string
  client: string
  location: string | null
  declaredInShort: string | null
  derivedInShort: string
  reconciliation: { common: number; missing: string[]; phantom: string[]; same: boolean }
  statuses: Record<string, number>
  repairs: Repair[]
  quarantine: Quarantined[]
  /** Changes to write; 0 when everything is already there. */
  changes: number
}

/** Things set aside that are named one by one; the others are counted. */
export const SHOWN_ASIDE = 20

/** How many repairs of each kind. */
export function repairCounts(repairs: Repair[]): [Repair['kind'], number][] {
  return [...Map.groupBy(repairs, repair => repair.kind)].map(([kind, same]) => [kind, same.length])
}

/** What the sentence `setAside.…` of a thing set aside is filled with. */
export function setAsideFill({ kind, module, value }: Quarantined): Record<string, string | number> {
  return kind === 'comment-too-long' ? { module, count: Number(value), limit: COMMENT_LIMIT } : { module, value }
}
