import { useEffect, useState } from 'react'
import { waitingFiles, waitingPhoto } from '#kernel/file/upload.web.ts'
import type { ChangeSet } from '#kernel/record/change.ts'
import { DexieStorage } from '#kernel/sync/dexie-storage.web.ts'
import { modificationsIn } from '#kernel/sync/modifications.ts'
import { writeQueueFile } from '#kernel/sync/queue-file.ts'
import { personHere } from './me.web.ts'
import { saveAsFile, saveNamed } from './save-file.web.ts'

export interface LeftHere {
  changes: number
  photos: number
}

/** It may still be leaving while somebody looks. */
const AGAIN_MS = 2_000

/** What only this tablet has, of every audit, read from the disk whether somebody is signed in or not; `undefined` until it is counted. */
export function useLeftHere(): LeftHere | undefined {
  const [left, setLeft] = useState<LeftHere>()
  useEffect(() => {
    const count = async () => {
      const [changes, files] = await Promise.all([unsentHere(), waitingFiles()])
      setLeft({ changes: modificationsIn(changes), photos: files.length })
    }
    void count()
    const timer = setInterval(() => void count(), AGAIN_MS)
    return () => clearInterval(timer)
  }, [])
  return left
}

export async function exportChanges(): Promise<void> {
  saveAsFile(new Blob([writeQueueFile(await unsentHere())], { type: 'application/json' }))
}

export async function exportPhotos(): Promise<void> {
  for (const { hash, name } of await waitingFiles()) {
    const photo = await waitingPhoto(hash)
    if (photo) saveNamed(photo, name)
  }
}

async function unsentHere(): Promise<ChangeSet[]> {
  const person = personHere()
  if (person === null) return []
  const storage = new DexieStorage(person)
  try {
    return await storage.unsent()
  } finally {
    storage.close()
  }
}
