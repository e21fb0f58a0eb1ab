import Dexie, { type EntityTable } from 'dexie'
import { useSyncExternalStore } from 'react'

/** A photo that may be only on this device. Its bytes stay until the server has said that it holds them. */
export interface KeptPhoto {
  id: string
  room: string
  module: string | null
  name: string
  /** Instant by the device's clock, ISO 8601 UTC. */
  takenAt: string
  bytes: Blob
}

const database = new Dexie('courant-photos', { chromeTransactionDurability: 'strict' }) as Dexie & {
  photo: EntityTable<KeptPhoto, 'id'>
}
database.version(1).stores({ photo: 'id, room, [room+module]' })

const listeners = new Set<() => void>()
let waiting: readonly Omit<KeptPhoto, 'bytes'>[] = []

/** Keeps a photo on disk; resolves when it is there. Throws a `QuotaExceededError` when there is no room. */
export async function queuePhoto(room: string, module: string | null, photo: Blob, name = 'photo.jpg'): Promise<string> {
  const id = crypto.randomUUID()
  await database.photo.add({ id, room, module, name, takenAt: new Date().toISOString(), bytes: photo })
  await readWaiting()
  return id
}

export async function photoBytes(id: string): Promise<Blob | undefined> {
  return (await database.photo.get(id))?.bytes
}

/** The server holds it: the device may let go of its copy. */
export async function letGoOfPhoto(id: string): Promise<void> {
  await database.photo.delete(id)
  await readWaiting()
}

export async function readWaiting(): Promise<void> {
  const found: Omit<KeptPhoto, 'bytes'>[] = []
  await database.photo.each(({ bytes: _, ...photo }) => found.push(photo))
  waiting = found
  for (const listener of listeners) listener()
}

export function useWaitingPhotos(): readonly Omit<KeptPhoto, 'bytes'>[] {
  return useSyncExternalStore(subscribe, () => waiting)
}

export function usePhotosWaiting(): number {
  return useWaitingPhotos().length
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
