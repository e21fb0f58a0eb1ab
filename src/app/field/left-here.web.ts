import { useEffect, useState } from 'react'
import { isErased, wipeRevokedDevice } from '#kernel/access/wipe.web.ts'
import { waitingFiles, waitingPhoto } from '#kernel/file/upload.web.ts'
import type { ChangeSet } from '#kernel/record/change.ts'
import { modificationsIn } from '#kernel/sync/modifications.ts'
import { leftByOthers, saveUnsent, unsentOf } from '#kernel/sync/unsent.web.ts'
import { download } from '#kernel/ui/download.web.ts'
import { forgetMe, personHere } from './me.web.ts'

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
    const count = () => void leftHere().then(setLeft)
    count()
    const timer = setInterval(count, AGAIN_MS)
    return () => clearInterval(timer)
  }, [])
  return left
}

/** Of whoever holds the tablet, audit by audit; an audit of which everything was sent is not among them. */
export function useLeftByAudit(): ReadonlyMap<string, LeftHere> {
  const [left, setLeft] = useState<ReadonlyMap<string, LeftHere>>(new Map())
  useEffect(() => {
    const count = () => void leftByAudit().then(now => setLeft(before => (isSame(before, now) ? before : now)))
    count()
    const timer = setInterval(count, AGAIN_MS)
    return () => clearInterval(timer)
  }, [])
  return left
}

export async function leftByAudit(): Promise<ReadonlyMap<string, LeftHere>> {
  const person = personHere()
  if (person === null || isErased()) return new Map()
  const [changes, files] = await Promise.all([unsentOf(person), waitingFiles()])
  const left = new Map<string, LeftHere>()
  const add = (audit: string, more: Partial<LeftHere>) => {
    const { changes = 0, photos = 0 } = left.get(audit) ?? {}
    left.set(audit, { changes: changes + (more.changes ?? 0), photos: photos + (more.photos ?? 0) })
  }
  for (const set of changes) add(set.room, { changes: modificationsIn([set]) })
  for (const file of files.filter(file => file.person === person)) add(file.room, { photos: 1 })
  return left
}

function isSame(one: ReadonlyMap<string, LeftHere>, other: ReadonlyMap<string, LeftHere>): boolean {
  return JSON.stringify([...one]) === JSON.stringify([...other])
}

async function leftHere(): Promise<LeftHere> {
  if (isErased()) return { changes: 0, photos: 0 }
  const [changes, files] = await Promise.all([unsentHere(), waitingFiles()])
  return { changes: modificationsIn(changes), photos: files.length }
}

/**
 * The link that let somebody in here was withdrawn: their audits do not open here again, and are erased at once, whatever page is open. What
 * was never sent stays with all the rest until somebody decides, theirs or that of whoever held the tablet before.
 */
export async function linkIsOver(): Promise<void> {
  forgetMe()
  const [{ changes, photos }, others] = await Promise.all([leftHere(), leftByOthers(personHere())])
  if (changes + photos + others.length === 0) await wipeRevokedDevice('link-revoked')
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
