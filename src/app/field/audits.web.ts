import { useEffect, useReducer, useState } from 'react'
import type { AuditRow } from '#audit/audit/audit-row.ts'
import { Refusal } from '#kernel/refusal.ts'
import { load } from '#kernel/ui/api.web.ts'
import { remember, remembered } from '#kernel/ui/remember.web.ts'
import { leftByAudit } from './left-here.web.ts'

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

/** Nothing tells of a network that is there again without the tablet having lost its own line. */
const AGAIN_MS = 5_000

/** The audits one may open: asked of the server, and kept for when there is none. Those that the text typed finds are asked for too. */
export function useAudits(text = ''): AuditsSeen {
  const [seen, setSeen] = useState<AuditsSeen>(() => ({ audits: keptRows(), total: 0, here: here(), refusal: null, waiting: true }))
  const round = useRounds(seen.refusal?.code === 'no-network')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the round is why to ask again, not what is asked
  useEffect(() => {
    const asked = async (signal: AbortSignal) => {
      const { audits, total } = await latest(signal)
      setSeen({ audits, total, here: here(), refusal: null, waiting: false })
    }
    return asking(asked, refusal => setSeen(before => ({ ...before, refusal, waiting: false })))
  }, [round])
  // Beyond what one answer holds, the server looks among all of them.
  const search = seen.total > seen.audits.length ? text.trim() : ''
  // biome-ignore lint/correctness/useExhaustiveDependencies: the round is why to ask again, not what is asked
  useEffect(() => {
    if (search === '') return
    const asked = async (signal: AbortSignal) => {
      const { audits } = await load<Listed>(`/api/audits?${new URLSearchParams({ search })}`, signal)
      setSeen(before => ({ ...before, audits: joined(before.audits, audits) }))
    }
    return asking(asked, refusal => setSeen(before => ({ ...before, refusal })))
  }, [search, round])
  return seen
}

/** One audit, as the server says, or as it last did; `undefined` when this tablet never heard of it. */
export function useAudit(token: string): AuditRow | undefined {
  const [row, setRow] = useState(() => keptRows().find(kept => kept.audit_token === token))
  const [away, setAway] = useState(false)
  const round = useRounds(away)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the round is why to ask again, not what is asked
  useEffect(() => {
    const asked = async (signal: AbortSignal) => {
      const found = await oneRow(token, signal)
      setAway(false)
      if (!found) return
      setRow(found)
      remember(LIST, JSON.stringify(joined(keptRows(), [found])))
    }
    return asking(asked, refusal => setAway(refusal.code === 'no-network'))
  }, [token, round])
  return row
}

/** Grows whenever it is time to ask again, as long as there is no network: the answer came from none. */
function useRounds(away: boolean): number {
  const [round, again] = useReducer((before: number) => before + 1, 0)
  useEffect(() => {
    if (!away) return
    const timer = setInterval(again, AGAIN_MS)
    addEventListener('online', again)
    return () => {
      clearInterval(timer)
      removeEventListener('online', again)
    }
  }, [away])
  return round
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

/**
 * The latest audits, and those opened on this tablet wherever they are in the whole list, archived ones included. One with unsent work keeps
 * its name here even when the server does not open it any more.
 */
async function latest(signal: AbortSignal): Promise<Listed> {
  const [{ audits, total }, left] = await Promise.all([load<Listed>('/api/audits', signal), leftByAudit()])
  const wanted = new Set([...here(), ...left.keys()])
  const missing = [...wanted].filter(token => !audits.some(row => row.audit_token === token))
  const older = await Promise.all(missing.map(token => oneRow(token, signal)))
  const kept = keptRows().filter(row => left.has(row.audit_token))
  const known = older.filter(row => row !== undefined)
  const rows = joined(audits, [...kept, ...known, ...audits])
  remember(LIST, JSON.stringify(rows))
  return { audits: rows, total: Math.max(total, rows.length) }
}

/** `undefined` when this person may not open it, or when it is gone. */
async function oneRow(token: string, signal: AbortSignal): Promise<AuditRow | undefined> {
  try {
    return await load<AuditRow>(`/api/audits/${encodeURIComponent(token)}`, signal)
  } catch (error) {
    if (!(error instanceof Refusal) || ![400, 403, 404].includes(error.status)) throw error
  }
}

/** What is said later of an audit takes the place of what was said before. */
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
