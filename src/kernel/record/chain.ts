import { canonical } from './canonical.ts'
import type { Entry } from './change.ts'

/** SHA-256 of a UTF-8 text as hex. Node answers at once, a browser's WebCrypto later. */
export type Sha256<Answer extends string | Promise<string> = string | Promise<string>> = (text: string) => Answer

/** The hash before the first entry of a room. */
export const CHAIN_START = ''

/** Hash of a history row: it seals the entry and, through the previous hash, everything before it. */
export function chainHash<Answer extends string | Promise<string>>(previous: string, entry: Entry, sha256: Sha256<Answer>): Answer {
  return sha256(previous + canonical(entry))
}

export interface HistoryRow {
  entry: Entry
  hash: string
}

export type ChainVerdict =
  | { intact: true; number: number; head: string }
  | { intact: false; number: number; reason: 'hash-differs' | 'number-missing' }

/** Reads a room's history from its first row and says at which number it stops being what was written. */
export async function verifyChain(rows: Iterable<HistoryRow> | AsyncIterable<HistoryRow>, sha256: Sha256): Promise<ChainVerdict> {
  let head = CHAIN_START
  let number = 0
  for await (const row of rows) {
    number += 1
    if (row.entry.number !== number) return { intact: false, number, reason: 'number-missing' }
    if ((await chainHash(head, row.entry, sha256)) !== row.hash) return { intact: false, number, reason: 'hash-differs' }
    head = row.hash
  }
  return { intact: true, number, head }
}
