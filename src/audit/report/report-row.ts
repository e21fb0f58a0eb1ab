import type { Permission } from '#kernel/access/role.ts'
import type { Language } from '#kernel/ui/catalogue.ts'

const STEPS = ['waiting', 'pictures', 'laying-out', 'writing', 'done', 'failed'] as const

/** A report as `/api/audits/:token/reports` lists it. */
export interface ReportListed {
  id: string
  kind: 'draft' | 'issued'
  revision: number
  language: Language
  /** ISO 8601 UTC. */
  created_at: string
  by: string
  /** Number of the last act that the report shows. */
  number: number
  reason: string | null
  replaces: number | null
  step: (typeof STEPS)[number]
  /** From 0 to 1. */
  progress: number
  pages: number | null
}

export function isPrinting({ step }: Pick<ReportListed, 'step'>): boolean {
  return step !== 'done' && step !== 'failed'
}

/** What it takes to have a report of this kind printed, or printed again. Whoever may read the audit opens those that are. */
export const RIGHT_TO_PRINT: Record<ReportListed['kind'], Permission> = { draft: 'write', issued: 'manage' }
