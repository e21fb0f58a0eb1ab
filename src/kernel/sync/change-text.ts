import type { Change } from '#kernel/record/change.ts'
import { refuseChange } from '#kernel/record/refusals.ts'

/** As JSON writes them: the zero character and half of a surrogate pair, which no database text can hold. */
const UNKEEPABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/

/** Refuses text that could not be kept as it was written. */
export function checkText(changes: Change[]): void {
  if (UNKEEPABLE.test(JSON.stringify(changes))) throw refuseChange('malformed-change-set', { where: 'text' })
}
