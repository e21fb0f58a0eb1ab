import { useEffect, useState } from 'react'
import type { AuditRow } from '#audit/audit/audit-row.ts'
import { Refusal } from '#kernel/refusal.ts'
import { load } from '#kernel/ui/api.web.ts'
import { remember, remembered } from '#kernel/ui/remember.web.ts'

export interface AuditsSeen {
  /** As the server lists them, or as it last did. */
  audits: readonly AuditRow[]
  /** Tokens of the audits opened on this tablet. */
  here: ReadonlySet<string>
  /** What kept the server from answering. */
  refusal: Refusal | null
  waiting: boolean
}

const LIST = 'field.audits'
const HERE = 'field.here'

/** The audits one may open: asked of the server, and kept for when there is none. */
export function useAudits(): AuditsSeen {
  const [seen, setSeen] = useState<AuditsSeen>(() => ({ audits: keptRows(), here: here(), refusal: null, waiting: true }))
  useEffect(() => {
    const stop = new AbortController()
    load<{ audits: AuditRow[] }>('/api/audits', stop.signal)
      .then(({ audits }) => {
        remember(LIST, JSON.stringify(audits))
        setSeen({ audits, here: here(), refusal: null, waiting: false })
      })
      .catch((error: unknown) => {
        if (error instanceof Refusal) setSeen(before => ({ ...before, refusal: error, waiting: false }))
        else if (!stop.signal.aborted) throw error
      })
    return () => stop.abort()
  }, [])
  return seen
}

/** From now on this audit opens here without network. */
export function rememberHere(token: string): void {
  remember(HERE, JSON.stringify([...new Set([...here(), token])]))
}

function here(): ReadonlySet<string> {
  return new Set(JSON.parse(remembered(HERE) ?? '[]') as string[])
}

function keptRows(): readonly AuditRow[] {
  return JSON.parse(remembered(LIST) ?? '[]') as AuditRow[]
}
