import type { Change, Value } from '#kernel/record/change.ts'
import { refuseChange } from '#kernel/record/refusals.ts'

/** As JSON writes them: the zero character and half of a surrogate pair, which no database text can hold. */
const UNKEEPABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/

/** Can every text in a value be kept as it was written? */
export function isKeepable(value: Value | undefined): boolean {
  return value === undefined || !UNKEEPABLE.test(JSON.stringify(value))
}

/** Refuses text that could not be kept as it was written. */
export function checkText(changes: Change[]): void {
  if (!UNKEEPABLE.test(JSON.stringify(changes))) return
  const bad = changes.find(({ from, to }) => !isKeepable(to) || !isKeepable(from))
  throw bad
    ? refuseChange('unkeepable-text', { kind: bad.kind, field: bad.field })
    : refuseChange('malformed-change-set', { where: 'text' })
}
