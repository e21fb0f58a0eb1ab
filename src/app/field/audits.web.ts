import { useEffect, useState } from 'react'
import type { AuditRow } from '#audit/audit/audit-row.ts'
import { Refusal } from '#kernel/refusal.ts'
import { load } from '#kernel/ui/api.web.ts'
import { remember, remembered } from '#kernel/ui/remember.web.ts'

export interface AuditsSeen {
  /** As the server lists them, or as it last did. */
  audits: readonly AuditRow[]
  /** How many there are on the server. */
  total: number
  /** Tokens of the audits opened on this tablet. */
  here: ReadonlySet<string>
  /** What kept the server from answering. */
  refusal: Refusal | null
  waiting: boolean
}

const LIST = 'field.audits'
const HERE = 'field.here'

/** The audits one may open: asked of the server, and kept for when there is none. Those that the text typed finds are asked for too. */
export function useAudits(text = ''): AuditsSeen {
  const [seen, setSeen] = useState<AuditsSeen>(() => ({ audits: keptRows(), total: 0, here: here(), refusal: null, waiting: true }))
  useEffect(() => {
    const asked = async (signal: AbortSignal) => {
      const { audits, total } = await latest(signal)
      setSeen({ audits, total, here: here(), refusal: null, waiting: false })
    }
    return asking(asked, refusal => setSeen(before => ({ ...before, refusal, waiting: false })))
  }, [])
  // Beyond what one answer holds, the server looks among all of them.
  const search = seen.total > seen.audits.length ? text.trim() : ''
  useEffect(() => {
    if (search === '') return
    const asked = async (signal: AbortSignal) => {
      const { audits } = await load<Listed>(`/api/audits?${new URLSearchParams({ search })}`, signal)
      setSeen(before => ({ ...before, audits: joined(before.audits, audits) }))
    }
    return asking(asked, refusal => setSeen(before => ({ ...before, refusal })))
  }, [search])
  return seen
}

/** Starts a question; call the answer when it matters no more. */
function asking(question: (signal: AbortSignal) => Promise<void>, refused: (refusal: Refusal) => void): () => void {
  const stop = new AbortController()
  question(stop.signal).catch((error: unknown) => {
    if (error instanceof Refusal) refused(error)
    else if (!stop.signal.aborted) throw error
  })
  return () => stop.abort()
}

interface Listed {
  audits: AuditRow[]
  total: number
}

/** The latest audits, and those opened on this tablet wherever they are in the whole list, archived ones included. */
async function latest(signal: AbortSignal): Promise<Listed> {
  const { audits, total } = await load<Listed>('/api/audits', signal)
  const missing = [...here()].filter(token => !audits.some(row => row.audit_token === token))
  const older = await Promise.all(missing.map(token => load<AuditRow>(`/api/audits/${encodeURIComponent(token)}`, signal).catch(noLonger)))
  const rows = joined(
    audits,
    older.filter(row => row !== undefined),
  )
  remember(LIST, JSON.stringify(rows))
  return { audits: rows, total: Math.max(total, rows.length) }
}

/** An audit that this person may not open, or that is gone, is not offered. */
function noLonger(error: unknown): undefined {
  if (!(error instanceof Refusal) || ![400, 403, 404].includes(error.status)) throw error
}

function joined(rows: readonly AuditRow[], more: readonly AuditRow[]): AuditRow[] {
  return [...new Map([...rows, ...more].map(row => [row.audit_token, row])).values()]
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
