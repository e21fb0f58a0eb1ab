import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { type Actor, may } from '#kernel/access/role.ts'
import type { Query } from '#kernel/database/database.server.ts'
import type { Kernel } from '#kernel/kernel.server.ts'
import { derive, examine, isPicture, type PictureFacts, typeOf } from './picture.server.ts'
import { refuseFile } from './refusals.ts'
import { type Derived, fileKey } from './store.server.ts'
import type { FileRow } from './tables.server.ts'

export const MAX_FILE_BYTES = 100 << 20

type Parts = Pick<Kernel, 'database' | 'files'>

export interface NewFile {
  name: string
  /** Who brought it: a person, a key, or a part of Courant such as `report`. */
  by: string
  /** Refused unless it is a picture. */
  picture?: boolean
  /** Keep the place that a photo says beside it. */
  keepPlace?: boolean
  /** The room it belongs to. */
  room?: string | undefined
}

const NO_FACTS: PictureFacts = { width: null, height: null, orientation: null, takenAt: null, place: null }

/** Keeps bytes under their own SHA-256. The same bytes twice are one file; the bytes are safe before the row says so. */
export async function keepFile(kernel: Parts, organisation: string, bytes: Buffer, details: NewFile): Promise<FileRow> {
  if (bytes.length > MAX_FILE_BYTES) throw refuseFile('file-too-large', { limit: MAX_FILE_BYTES >> 20 })
  const type = await typeOf(bytes)
  const facts = details.picture || isPicture(type) ? await factsOf(bytes, type, details) : NO_FACTS
  const hash = createHash('sha256').update(bytes).digest('hex')
  await checkQuota(kernel, organisation, bytes.length)
  await kernel.files.store.put(fileKey(organisation, hash), bytes)
  return kernel.database.inOrganisation(organisation, async query => {
    await query
      .insertInto('kernel.file')
      .values({
        ...{ organisation, hash, size: bytes.length, type, name: plainName(details.name), by: details.by },
        ...{ width: facts.width, height: facts.height, orientation: facts.orientation, taken_at: facts.takenAt },
        located: facts.place !== null,
        place: details.keepPlace && facts.place ? JSON.stringify(facts.place) : null,
      })
      .onConflict(conflict => conflict.doNothing())
      .execute()
    if (details.room) await bringIntoRoom(query, organisation, hash, details.room)
    return query.selectFrom('kernel.file').selectAll().where('hash', '=', hash).executeTakeFirstOrThrow()
  })
}

/** A picture that is only attached to something may be damaged; one that is asked to be a picture may not. */
async function factsOf(bytes: Buffer, type: string, details: NewFile): Promise<PictureFacts> {
  if (details.picture) return examine(bytes, type)
  return examine(bytes, type).catch(() => NO_FACTS)
}

export async function bringIntoRoom(query: Query, organisation: string, hash: string, room: string): Promise<void> {
  await query
    .insertInto('kernel.file_room')
    .values({ organisation, hash, room })
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

/** The row of a file, or nothing. */
export function fileOf(query: Query, hash: string): Promise<FileRow | undefined> {
  return query.selectFrom('kernel.file').selectAll().where('hash', '=', hash).executeTakeFirst()
}

/** A file and its bytes, for the parts of Courant that act for someone who may see them. */
export async function readFile(kernel: Parts, organisation: string, hash: string): Promise<{ file: FileRow; bytes: Buffer }> {
  const file = await kernel.database.inOrganisation(organisation, query => fileOf(query, hash))
  if (!file) throw refuseFile('unknown-file')
  return { file, bytes: await bytesOf(kernel, organisation, hash) }
}

/** A smaller picture, made the first time it is asked for and kept beside the original. */
export async function readDerived(kernel: Parts, file: FileRow, kind: Derived): Promise<Buffer> {
  const key = fileKey(file.organisation, file.hash, kind)
  const known = await kernel.files.store.read(key)
  if (known) return known
  return inTurn(async () => {
    const made = await derive(await bytesOf(kernel, file.organisation, file.hash), file.type, kind)
    await kernel.files.store.put(key, made)
    return made
  })
}

/** What the actor may see of a file: nothing, the pictures made from it, or the original as well. */
export async function sightOf(query: Query, actor: Actor, file: FileRow): Promise<'none' | 'derived' | 'original'> {
  const rooms = await query.selectFrom('kernel.file_room').select('room').where('hash', '=', file.hash).execute()
  const can = (permission: 'read' | 'manage') => may(actor, permission) || rooms.some(({ room }) => may(actor, permission, room))
  if (!can('read')) return 'none'
  return file.located && file.by !== actor.person && !can('manage') ? 'derived' : 'original'
}

async function bytesOf(kernel: Parts, organisation: string, hash: string): Promise<Buffer> {
  const bytes = await kernel.files.store.read(fileKey(organisation, hash))
  if (!bytes) throw refuseFile('file-missing')
  return bytes
}

export async function checkQuota(kernel: Parts, organisation: string, more: number): Promise<void> {
  const { quota } = kernel.files
  if (quota === undefined) return
  const { used } = await kernel.database.inOrganisation(organisation, query =>
    query
      .selectFrom('kernel.file')
      .select(({ fn }) => fn.sum<string | null>('size').as('used'))
      .executeTakeFirstOrThrow(),
  )
  if (Number(used) + more > quota) throw refuseFile('storage-full')
}

/** A name for people: its last part, printable, and never used as a path. */
function plainName(name: string): string {
  const printable = basename(name.replaceAll('\\', '/'))
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim()
  return printable.slice(0, 200) || 'file'
}

let last: Promise<unknown> = Promise.resolve()

/** One heavy work at a time, so that memory never holds more than one unpacked picture or assembled file. */
export function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  const turn = last.then(work, work)
  last = turn.catch(() => undefined)
  return turn
}
