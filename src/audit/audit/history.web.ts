import type { Change, Entry } from '#kernel/record/change.ts'
import { ask, load } from '#kernel/ui/api.web.ts'

/** One act in a timeline; a large one carries its first changes and says how many there are. */
export interface PastAct extends Omit<Entry, 'changes'> {
  changes: Change[]
  count: number
  /** How many records of each kind it touched. */
  records: Record<string, number>
  /** Every change decided the same field the same way. */
  alike: boolean
}

export interface HistoryPage {
  /** Newest first. */
  items: PastAct[]
  people: Record<string, string>
  /** Ask again with `before` at this number for older acts. */
  next?: number
}

export function loadHistory(
  room: string,
  wanted: { before?: number; kind?: string; record?: string; about?: string; by?: string; limit?: number },
  signal?: AbortSignal,
): Promise<HistoryPage> {
  const query = new URLSearchParams(Object.entries(wanted).map(([name, value]) => [name, String(value)]))
  return load(`/api/rooms/${encodeURIComponent(room)}/history?${query}`, signal)
}

/** Takes back an act of any size on the server; what somebody decided since stays. Answers the act that did it, which can be taken back too. */
export async function undoOnServer(room: string, act: string): Promise<string> {
  const made = await ask<{ act: string }>('POST', `/api/rooms/${encodeURIComponent(room)}/history/${act}/undo`)
  return made.act
}

export type ChainAnswer = { intact: true; number: number; head: string } | { intact: false; number: number }

/** Recomputes the chain from the first act; `number` is the last one, or the first that does not follow. */
export function verifyHistory(room: string): Promise<ChainAnswer> {
  return load(`/api/rooms/${encodeURIComponent(room)}/verify`)
}
