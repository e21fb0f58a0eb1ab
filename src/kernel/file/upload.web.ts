import Dexie, { type Table } from 'dexie'
import { SPEAKER_HEADER } from '#kernel/access/speaker.ts'
import { refusals } from '#kernel/refusal.ts'
import {
  type Progress,
  progressOf,
  type QueuedFile,
  type QueueStorage,
  type QueueWire,
  type SentState,
  sendQueue,
  stateIn,
} from './upload-queue.ts'

const refuse = refusals({
  'device-full': {
    status: 507,
    fr: 'Cet appareil n’a plus de place pour des photos : la place qui reste est pour vos saisies. Attendez que les photos partent, ou libérez de la place.',
    en: 'This device has no room left for photos: what remains is for your entries. Wait until the photos are sent, or free some space.',
  },
  'needs-https': {
    status: 400,
    fr: 'Le navigateur ne peut pas vérifier de photo sur une adresse sans https. Ouvrez Courant en https.',
    en: 'The browser cannot check photos at an address without https. Open Courant with https.',
  },
})

/** Kept free for what people write: a verdict must always find room, a photo can wait. */
const ROOM_FOR_TEXT = 50 << 20
const RETRY_MS = 15_000
/** Longest that one piece may take on a poor network. */
const PIECE_MS = 120_000

type Bytes = { hash: string; room: string; bytes: ArrayBuffer }

class FilesOnDevice extends Dexie {
  list!: Table<QueuedFile, [string, string]>
  bytes!: Table<Bytes, [string, string]>

  constructor() {
    super('courant-files')
    this.version(1).stores({ list: '[hash+room]', bytes: '[hash+room]' })
  }
}

const device = new FilesOnDevice()

const storage: QueueStorage = {
  async add(file, bytes) {
    await device.transaction('rw', device.list, device.bytes, async () => {
      await device.list.put(file)
      await device.bytes.put({ hash: file.hash, room: file.room, bytes: bytes.slice().buffer })
    })
  },
  list: () => device.list.toArray(),
  async bytes(hash, room) {
    const found = await device.bytes.where({ hash, room }).first()
    return found && new Uint8Array(found.bytes)
  },
  async update(file) {
    await device.list.where({ hash: file.hash, room: file.room }).modify((_kept, found) => {
      found.value = file
    })
  },
  async remove(hash, room) {
    await device.transaction('rw', device.list, device.bytes, async () => {
      await device.list.where({ hash, room }).delete()
      await device.bytes.where({ hash, room }).delete()
    })
  },
}

const wire: QueueWire = {
  announce: ({ hash, size, name, picture, keepPlace, room, person }) =>
    call('POST', '/api/files/uploads', JSON.stringify({ hash, size, name, picture, keepPlace, room }), {
      'content-type': 'application/json',
      [SPEAKER_HEADER]: person,
    }),
  send: (id, offset, bytes) =>
    call('PATCH', `/api/files/uploads/${id}`, bytes.slice().buffer, {
      'content-type': 'application/octet-stream',
      'upload-offset': String(offset),
    }),
}

async function call(method: string, path: string, body: BodyInit, headers: Record<string, string>): Promise<SentState> {
  const response = await fetch(path, { method, body, headers, signal: AbortSignal.timeout(PIECE_MS), redirect: 'error' })
  return stateIn(response)
}

/**
 * Puts a photo in the device's queue and answers its SHA-256, the name under which records speak of it. It is on the device's disk when
 * this resolves; it leaves by itself when there is a network.
 */
export async function queuePhoto(
  photo: Blob,
  details: { name: string; room: string; person: string; keepPlace?: boolean },
): Promise<string> {
  if (!crypto.subtle) throw refuse('needs-https')
  if (await isNearlyFull(photo.size)) throw refuse('device-full')
  const bytes = new Uint8Array(await photo.arrayBuffer())
  const hash = hex(await crypto.subtle.digest('SHA-256', bytes))
  const { name, room, person, keepPlace = false } = details
  try {
    await storage.add({ hash, size: bytes.length, name, picture: true, keepPlace, room, person, queuedAt: Date.now(), sent: 0 }, bytes)
  } catch (error) {
    throw isQuota(error) ? refuse('device-full') : error
  }
  await tell()
  sendSoon()
  return hash
}

/** The photo as this device holds it while it waits: shown until the server has it. */
export async function waitingPhoto(hash: string): Promise<Blob | undefined> {
  const found = await device.bytes.where('[hash+room]').between([hash, Dexie.minKey], [hash, Dexie.maxKey]).first()
  return found && new Blob([found.bytes])
}

export function waitingFiles(): Promise<QueuedFile[]> {
  return storage.list()
}

/** Gives up a photo that the server refused: the person's own decision. */
export async function dropFile(hash: string, room: string): Promise<void> {
  await storage.remove(hash, room)
  await tell()
}

const listeners = new Set<(progress: Progress) => void>()

/** Hears how much is only on this device, at once and at each change. Call the answer to stop. */
export function onProgress(hear: (progress: Progress) => void): () => void {
  listeners.add(hear)
  void tell()
  return () => void listeners.delete(hear)
}

async function tell(): Promise<void> {
  const progress = progressOf(await storage.list())
  for (const hear of listeners) hear(progress)
}

let timer: ReturnType<typeof setTimeout> | undefined

/** Starts the sending: once when the app opens, then by itself when a photo comes, the network returns or a retry is due. */
export function startSending(): () => void {
  globalThis.addEventListener('online', sendSoon)
  sendSoon()
  return () => {
    globalThis.removeEventListener('online', sendSoon)
    clearTimeout(timer)
  }
}

/** Starts sending what waits now, not when the next try is due. */
export function sendSoon(): void {
  void sendAndRetry()
}

async function sendAndRetry(): Promise<void> {
  clearTimeout(timer)
  let done = false
  try {
    done = await sendAlone()
  } finally {
    clearTimeout(timer)
    if (!done) timer = setTimeout(sendSoon, RETRY_MS)
  }
}

/** One tab sends for all of them: two would send every piece twice. */
function sendAlone(): Promise<boolean> {
  const send = () => sendQueue(storage, wire, () => void tell())
  if (!navigator.locks) return send()
  return navigator.locks.request('courant-files', { ifAvailable: true }, async lock => (lock ? send() : false))
}

async function isNearlyFull(more: number): Promise<boolean> {
  const { quota = Number.POSITIVE_INFINITY, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {}
  return quota - usage - more < ROOM_FOR_TEXT
}

function isQuota(error: unknown): boolean {
  const { name, inner } = error as { name?: string; inner?: { name?: string } }
  return name === 'QuotaExceededError' || inner?.name === 'QuotaExceededError'
}

function hex(bytes: ArrayBuffer): string {
  return [...new Uint8Array(bytes)].map(byte => byte.toString(16).padStart(2, '0')).join('')
}
