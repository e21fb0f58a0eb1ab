import type { ChangeSet } from '#kernel/record/change.ts'
import { readChangeSet } from '#kernel/record/judge.ts'
import { refuseCapture } from './refusals.ts'

const FORMAT = 'courant-queue-1'

export interface QueueFile {
  /** Whose work it is: nobody else takes it back, or it would reach the server in their name. */
  person: string
  changeSets: ChangeSet[]
}

/** The unsent queue as a text that a person can keep in a file and bring to another device. */
export function writeQueueFile({ person, changeSets }: QueueFile): string {
  return JSON.stringify({ format: FORMAT, person, changeSets })
}

/** What such a file holds. Taking it twice does no harm: each change set counts once. Throws a Refusal when it is another kind of file. */
export function readQueueFile(text: string): QueueFile {
  const file = parsed(text)
  if (typeof file !== 'object' || file === null || !('format' in file) || file.format !== FORMAT || !('changeSets' in file)) {
    throw refuseCapture('not-a-queue-file')
  }
  const { person } = file as { person?: unknown }
  if (!Array.isArray(file.changeSets) || typeof person !== 'string') throw refuseCapture('not-a-queue-file')
  return { person, changeSets: file.changeSets.map(readChangeSet) }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw refuseCapture('not-a-queue-file')
  }
}
