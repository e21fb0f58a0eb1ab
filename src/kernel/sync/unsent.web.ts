import type { ChangeSet } from '#kernel/record/change.ts'
import { download } from '#kernel/ui/download.web.ts'
import { DexieStorage, personsKeptHere } from './dexie-storage.web.ts'
import { writeQueueFile } from './queue-file.ts'

/** What one person did that exists on this device alone, in every room: read from the disk, whether or not they are signed in. */
export async function unsentOf(person: string): Promise<ChangeSet[]> {
  const storage = new DexieStorage(person)
  try {
    return await storage.unsent()
  } finally {
    storage.close()
  }
}

/** Hands it over as a file that Courant takes back: the last resort when a device cannot send any more. */
export async function saveUnsent(person: string): Promise<void> {
  const text = writeQueueFile({ person, changeSets: await unsentOf(person) })
  const moment = new Date().toISOString().slice(0, 16).replace(/[:T]/g, '-')
  download(`courant-${moment}.json`, new Blob([text], { type: 'application/json' }))
}

export interface LeftBehind {
  person: string
  changeSets: ChangeSet[]
}

/** What others than `me` left unsent on this device when their session ended: it leaves only once they are back. */
export async function leftByOthers(me: string | null): Promise<LeftBehind[]> {
  const others = (await personsKeptHere()).filter(person => person !== me)
  const left = await Promise.all(others.map(async person => ({ person, changeSets: await unsentOf(person) })))
  return left.filter(({ changeSets }) => changeSets.length > 0)
}
