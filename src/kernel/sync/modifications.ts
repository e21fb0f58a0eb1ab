import type { ChangeSet } from '#kernel/record/change.ts'
import { recordKeysOf } from './pending-view.ts'

/**
 * How much change sets hold, as the person counts who made them: each thing that an act touched is one modification, however many fields of
 * it changed. A whole string marked in one act is as many as its modules; a comment with its place and its text is one.
 */
export function modificationsIn(sets: Iterable<Pick<ChangeSet, 'changes'>>): number {
  let count = 0
  for (const { changes } of sets) count += new Set(recordKeysOf(changes)).size
  return count
}
