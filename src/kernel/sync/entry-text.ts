import { canonical } from '#kernel/record/canonical.ts'
import type { Entry } from '#kernel/record/change.ts'
import { type PackedChanges, packChanges, unpackChanges } from '#kernel/record/pack.ts'

/** Up to here an entry is kept word for word, so that its hash can be checked by anybody's tools; beyond, its changes are packed. */
const MOST_PLAIN_CHANGES = 100

type PackedEntry = Omit<Entry, 'changes'> & { packed: PackedChanges }

/** An entry as the history keeps it. The same entry always gives the same text. */
export function textOf(entry: Entry): string {
  if (entry.changes.length <= MOST_PLAIN_CHANGES) return canonical(entry)
  const { changes, ...rest } = entry
  return canonical({ ...rest, packed: packChanges(changes) })
}

export function entryOf(text: string): Entry {
  const kept = JSON.parse(text) as Entry | PackedEntry
  if (!('packed' in kept)) return kept
  const { packed, ...rest } = kept
  return { ...rest, changes: unpackChanges(packed) }
}
