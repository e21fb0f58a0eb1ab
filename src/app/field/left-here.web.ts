import { useEffect, useState } from 'react'
import { waitingFiles, waitingPhoto } from '#kernel/file/upload.web.ts'
import type { ChangeSet } from '#kernel/record/change.ts'
import { modificationsIn } from '#kernel/sync/modifications.ts'
import { saveUnsent, unsentOf } from '#kernel/sync/unsent.web.ts'
import { download } from '#kernel/ui/download.web.ts'
import { personHere } from './me.web.ts'

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
  const person = personHere()
  if (person !== null) await saveUnsent(person)
}

export async function exportPhotos(): Promise<void> {
  for (const { hash, name } of await waitingFiles()) {
    const photo = await waitingPhoto(hash)
    if (photo) download(name, photo)
  }
}

async function unsentHere(): Promise<ChangeSet[]> {
  const person = personHere()
  return person === null ? [] : unsentOf(person)
}
