import { Refusal } from '#kernel/refusal.ts'
import { wholeNumber } from '#kernel/ui/whole-number.ts'
import { LIMITS, type PlantConfiguration, uniformPlant } from '../plant/configuration.ts'
import type { WantedAudit } from './audit-creation.ts'

/** What the form holds. An empty id means "create it" with the fields beside. */
export interface AuditDraft {
  client: string
  clientName: string
  project: string
  projectName: string
  address: string
  visit: string
  /** `YYYY-MM-DD`. */
  date: string
  strings: string | number
  modules: string | number
}

export function emptyDraft(today: Date): AuditDraft {
  const date = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(today)
  return { client: '', clientName: '', project: '', projectName: '', address: '', visit: '', date, strings: 10, modules: 24 }
}

export function isReady(draft: AuditDraft): boolean {
  const named = (id: string, name: string) => id !== '' || name.trim() !== ''
  return (
    named(draft.client, draft.clientName) && named(draft.project, draft.projectName) && named(draft.visit, draft.date) && hasPlant(draft)
  )
}

function hasPlant(draft: AuditDraft): boolean {
  const plant = plantOf(draft)
  return plant !== null && !(plant instanceof Refusal)
}

/** The plant that would be created, why there can be none so large, or `null` while a count is not one. */
export function plantOf(draft: Pick<AuditDraft, 'strings' | 'modules'>): PlantConfiguration | Refusal | null {
  const strings = wholeNumber(draft.strings, LIMITS.strings)
  const modules = wholeNumber(draft.modules, LIMITS.modulesOfString)
  if (strings === null || modules === null) return null
  try {
    return uniformPlant(strings, modules)
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

export function wantedOf(draft: AuditDraft): WantedAudit {
  return {
    client: draft.client ? { id: Number(draft.client) } : { name: draft.clientName.trim() },
    project: draft.project ? { id: Number(draft.project) } : { name: draft.projectName.trim(), address: draft.address.trim() },
    visit: draft.visit ? { id: Number(draft.visit) } : { date: draft.date },
    strings: Number(draft.strings),
    modulesPerString: Number(draft.modules),
  }
}
