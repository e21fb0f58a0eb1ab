import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '#kernel/access/role.ts'
import type { Kernel } from '#kernel/kernel.server.ts'
import { bringIntoRoom, checkQuota, fileOf, inTurn, keepFile, MAX_FILE_BYTES, sightOf } from './file.server.ts'
import { refuseFile } from './refusals.ts'
import { chunkKey } from './store.server.ts'
import type { FileRow, UploadRow } from './tables.server.ts'

type Parts = Pick<Kernel, 'database' | 'files'>

export interface Announced {
  hash: string
  size: number
  name: string
  picture: boolean
  keepPlace: boolean
  room?: string | undefined
}

/** `file` is there once the server has the whole of it. */
export interface UploadState {
  id: string | null
  received: number
  done: boolean
  file?: FileRow
}

const MOST_OPEN = 50
const KEPT_DAYS = 7

/**
 * Starts sending a file, or takes up where it stopped. What the server already has is done at once, but only for those who may see it:
 * knowing a hash must not open somebody else's file.
 */
export async function beginUpload(kernel: Parts, actor: Actor, announced: Announced): Promise<UploadState> {
  if (announced.size > MAX_FILE_BYTES) throw refuseFile('file-too-large', { limit: MAX_FILE_BYTES >> 20 })
  const known = await takeKnown(kernel, actor, announced)
  if (known) return { id: null, received: announced.size, done: true, file: known }
  await checkQuota(kernel, actor.organisation, announced.size)
  const upload = await openUpload(kernel, actor, announced)
  return Number(upload.received) === Number(upload.size) ? finish(kernel, upload) : stateOf(upload)
}

/** Takes the next bytes. Anything but the byte after the last is refused with the number to continue from. */
export async function receive(kernel: Parts, actor: Actor, id: string, offset: number, bytes: Buffer): Promise<UploadState> {
  const upload = await uploadOf(kernel, actor, id)
  const received = Number(upload.received)
  if (offset !== received || received + bytes.length > Number(upload.size)) throw refuseFile('wrong-offset', { received })
  if (bytes.length > 0) await kernel.files.store.put(chunkKey(actor.organisation, id, offset), bytes)
  const now = bytes.length > 0 ? await noteChunk(kernel, upload, bytes.length) : upload
  return Number(now.received) === Number(now.size) ? finish(kernel, now) : stateOf(now)
}

export async function uploadOf(kernel: Parts, actor: Actor, id: string): Promise<UploadRow> {
  const upload = await kernel.database.inOrganisation(actor.organisation, query =>
    query.selectFrom('kernel.upload').selectAll().where('id', '=', id).where('by', '=', actor.person).executeTakeFirst(),
  )
  if (!upload) throw refuseFile('unknown-upload')
  return upload
}

export function stateOf(upload: UploadRow): UploadState {
  return { id: upload.id, received: Number(upload.received), done: false }
}

/** Forgets uploads that nobody continued, in every organisation. */
export async function sweepUploads(kernel: Parts): Promise<void> {
  const expired = await kernel.database.asSystem(query =>
    query.selectFrom('kernel.upload').selectAll().where('expires_at', '<', new Date()).execute(),
  )
  for (const upload of expired) await forget(kernel, upload)
}

async function takeKnown(kernel: Parts, actor: Actor, { hash, room }: Announced): Promise<FileRow | undefined> {
  return kernel.database.inOrganisation(actor.organisation, async query => {
    const file = await fileOf(query, hash)
    if (!file || (await sightOf(query, actor, file)) === 'none') return undefined
    if (room) await bringIntoRoom(query, actor.organisation, hash, room)
    return file
  })
}

function openUpload(kernel: Parts, actor: Actor, { hash, size, name, picture, keepPlace, room = '' }: Announced): Promise<UploadRow> {
  return kernel.database.inOrganisation(actor.organisation, async query => {
    const open = await query.selectFrom('kernel.upload').selectAll().where('by', '=', actor.person).execute()
    const same = open.find(upload => upload.hash === hash && upload.room === room && Number(upload.size) === size)
    if (same) return same
    if (open.length >= MOST_OPEN) throw refuseFile('too-many-uploads')
    const expires_at = new Date(Date.now() + KEPT_DAYS * 86_400_000)
    return query
      .insertInto('kernel.upload')
      .values({
        ...{ organisation: actor.organisation, id: crypto.randomUUID(), hash, size, name, picture, room },
        ...{ keep_place: keepPlace, by: actor.person, expires_at },
      })
      .onConflict(conflict => conflict.columns(['organisation', 'hash', 'by', 'room']).doUpdateSet({ expires_at }))
      .returningAll()
      .executeTakeFirstOrThrow()
  })
}

/** The chunk is in the store; now it counts. Of two devices that sent the same bytes at once, one is told where the file stands. */
function noteChunk(kernel: Parts, upload: UploadRow, length: number): Promise<UploadRow> {
  return kernel.database.inOrganisation(upload.organisation, async query => {
    const noted = await query
      .updateTable('kernel.upload')
      .set({
        received: sql<number>`received + ${length}`,
        chunks: sql<number[]>`chunks || ${length}::integer`,
        expires_at: new Date(Date.now() + KEPT_DAYS * 86_400_000),
      })
      .where('id', '=', upload.id)
      .where('received', '=', upload.received)
      .returningAll()
      .executeTakeFirst()
    if (noted) return noted
    const now = await query.selectFrom('kernel.upload').select('received').where('id', '=', upload.id).executeTakeFirst()
    if (!now) throw refuseFile('unknown-upload')
    throw refuseFile('wrong-offset', { received: Number(now.received) })
  })
}

/** The whole is there: it is checked, examined and kept; what is refused is forgotten, so that it can be sent afresh. */
function finish(kernel: Parts, upload: UploadRow): Promise<UploadState> {
  return inTurn(async () => {
    const bytes = await assemble(kernel, upload)
    try {
      if (createHash('sha256').update(bytes).digest('hex') !== upload.hash) throw refuseFile('wrong-hash')
      const { name, by, picture, room } = upload
      const details = { name, by, picture, keepPlace: upload.keep_place, room: room || undefined }
      const file = await keepFile(kernel, upload.organisation, bytes, details)
      await forget(kernel, upload)
      return { id: null, received: bytes.length, done: true, file }
    } catch (error) {
      if (isVerdict(error)) await forget(kernel, upload)
      throw error
    }
  })
}

function isVerdict(error: unknown): boolean {
  return ['wrong-hash', 'not-a-picture', 'too-many-pixels', 'storage-full'].includes((error as { code?: string }).code ?? '')
}

async function assemble(kernel: Parts, upload: UploadRow): Promise<Buffer> {
  const parts: Buffer[] = []
  let offset = 0
  for (const length of upload.chunks) {
    const part = await kernel.files.store.read(chunkKey(upload.organisation, upload.id, offset))
    if (part?.length !== length) {
      await forget(kernel, upload)
      throw refuseFile('unknown-upload')
    }
    parts.push(part)
    offset += length
  }
  return Buffer.concat(parts)
}

async function forget(kernel: Parts, upload: UploadRow): Promise<void> {
  await kernel.database.inOrganisation(upload.organisation, query =>
    query.deleteFrom('kernel.upload').where('id', '=', upload.id).execute(),
  )
  let offset = 0
  for (const length of upload.chunks) {
    await kernel.files.store.remove(chunkKey(upload.organisation, upload.id, offset))
    offset += length
  }
}
