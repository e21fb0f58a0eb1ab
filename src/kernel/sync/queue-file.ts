import type { ChangeSet } from '#kernel/record/change.ts'
import { readChangeSet } from '#kernel/record/judge.ts'
import { refuseCapture } from './refusals.ts'

const FORMAT = 'courant-queue-1'

/** The unsent queue as a text that a person can keep in a file and bring to another device. */
export function writeQueueFile(changeSets: ChangeSet[]): string {
  return JSON.stringify({ format: FORMAT, changeSets })
}

/** The change sets of such a file. Taking them twice does no harm: each counts once. Throws a Refusal when it is another kind of file. */
export function readQueueFile(text: string): ChangeSet[] {
  const file = parsed(text)
  if (typeof file !== 'object' || file === null || !('format' in file) || file.format !== FORMAT || !('changeSets' in file)) {
    throw refuseCapture('not-a-queue-file')
  }
  if (!Array.isArray(file.changeSets)) throw refuseCapture('not-a-queue-file')
  return file.changeSets.map(readChangeSet)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw refuseCapture('not-a-queue-file')
  }
}
