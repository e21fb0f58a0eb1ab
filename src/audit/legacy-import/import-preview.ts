import type { Quarantined, Repair } from './planned-audit.ts'

/** What an import would do, or did, as `/api/audits/import` answers. */
export interface ImportPreview {
  read: number
  taken: number
  setAside: number
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

/** How many repairs of each kind. */
export function repairCounts(repairs: Repair[]): [Repair['kind'], number][] {
  return [...Map.groupBy(repairs, repair => repair.kind)].map(([kind, same]) => [kind, same.length])
}
