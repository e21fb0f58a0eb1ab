import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { readOrMakeKey } from '#kernel/access/key-file.server.ts'
import { namesOf } from '#kernel/access/names.server.ts'
import { openDatabase } from '#kernel/database/open.server.ts'
import { fileJobs, openFiles } from '#kernel/file/open.server.ts'
import { openJobs, prepareJobs } from '#kernel/job/job.server.ts'
import type { Kernel } from '#kernel/kernel.server.ts'
import { openPdfRenderer } from '#kernel/pdf/render.server.ts'
import { openRooms } from '#kernel/sync/rooms.server.ts'
import { bucketOf, type Configuration } from './configuration.server.ts'
import { domains } from './domains.server.ts'

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

/** Opens every part in the order they lean on each other. `works` says whether jobs are run here or only asked for. */
export async function openKernel(configuration: Configuration, { works }: { works: boolean }): Promise<OpenKernel> {
  const log = pino({ level: configuration.COURANT_LOG_LEVEL }, pino.destination(2))
  const folder = configuration.COURANT_DATA
  const key = readOrMakeKey(keyPathOf(configuration))
  const jobs = [...fileJobs, ...domains.flatMap(domain => domain.jobs)]
  const database = await openDatabase(
    { url: configuration.DATABASE_URL, folder, key },
    domains.map(domain => domain.migrations),
    owner => prepareJobs(owner, jobs),
  )
  const kernel: Kernel = {
    version,
    folder,
    log,
    database,
    files: openFiles({ folder, s3: bucketOf(configuration), quota: configuration.COURANT_FILES_QUOTA }),
    pdf: openPdfRenderer(),
    rooms: await openRooms({ database, definitions: domains.flatMap(domain => domain.rooms), log, names: namesOf }),
    jobs: await openJobs({ database, log }),
  }
  if (works) await kernel.jobs.work(jobs, kernel)
  return {
    kernel,
    key,
    async close() {
      await kernel.jobs.stop()
      kernel.pdf.stop()
      await kernel.rooms.close()
      await database.close()
    },
  }
}
