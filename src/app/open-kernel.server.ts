import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readOrMakeKey } from '#kernel/access/key-file.server.ts'
import { namesOf } from '#kernel/access/names.server.ts'
import type { Database } from '#kernel/database/database.server.ts'
import { openDatabase } from '#kernel/database/open.server.ts'
import { fileJobs, openFiles } from '#kernel/file/open.server.ts'
import { openJobs, prepareJobs } from '#kernel/job/job.server.ts'
import type { Kernel } from '#kernel/kernel.server.ts'
import { openPdfRenderer } from '#kernel/pdf/render.server.ts'
import { openRooms } from '#kernel/sync/rooms.server.ts'
import { bucketOf, type Configuration } from './configuration.server.ts'
import { domains } from './domains.server.ts'
import { openLog } from './log.server.ts'

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }

export interface OpenKernel {
  kernel: Kernel
  /** The installation's key. */
  key: Buffer
  close(): Promise<void>
}

/** Where the installation's key is. */
export function keyPathOf(configuration: Configuration): string {
  return configuration.COURANT_KEY_FILE ?? join(configuration.COURANT_DATA, 'key')
}

/** Was anything ever begun here? On a PostgreSQL server the key tells: another would shut out the server that works with the first. */
export function isInstalled(configuration: Configuration): boolean {
  const { DATABASE_URL: url, COURANT_DATA: folder } = configuration
  return existsSync(url === undefined ? join(folder, 'database') : keyPathOf(configuration))
}

export interface OpenKernelWith {
  /** Whether jobs are run here or only asked for. */
  works: boolean
  /** The embedded database of this configuration, when it is already waking. */
  embedded?: Promise<Database> | undefined
}

/** Opens every part in the order they lean on each other. */
export async function openKernel(configuration: Configuration, more: OpenKernelWith): Promise<OpenKernel> {
  const key = readOrMakeKey(keyPathOf(configuration))
  const opened: (() => Promise<void> | void)[] = []
  const close = async () => {
    for (const closePart of opened.splice(0).reverse()) await closePart()
  }
  try {
    return { kernel: await openParts(configuration, key, more, opened), key, close }
  } catch (error) {
    // What was opened would keep the process alive and the folder taken.
    await close()
    throw error
  }
}

async function openParts(
  configuration: Configuration,
  key: Buffer,
  { works, embedded }: OpenKernelWith,
  opened: (() => Promise<void> | void)[],
): Promise<Kernel> {
  const log = openLog(configuration.COURANT_LOG_LEVEL)
  const folder = configuration.COURANT_DATA
  const definitions = [...fileJobs, ...domains.flatMap(domain => domain.jobs)]
  const database = await openDatabase(
    { url: configuration.DATABASE_URL, folder, key, embedded, log },
    domains.map(domain => domain.migrations),
    owner => prepareJobs(owner, definitions),
  )
  opened.push(() => database.close())
  const files = openFiles({ folder, s3: bucketOf(configuration), quota: configuration.COURANT_FILES_QUOTA })
  const rooms = await openRooms({ database, definitions: domains.flatMap(domain => domain.rooms), log, names: namesOf })
  opened.push(() => rooms.close())
  const pdf = openPdfRenderer()
  opened.push(() => pdf.stop())
  const jobs = await openJobs({ database, log })
  opened.push(() => jobs.stop())
  const kernel: Kernel = { version, folder, log, database, files, pdf, rooms, jobs }
  if (works) await jobs.work(definitions, kernel)
  return kernel
}
