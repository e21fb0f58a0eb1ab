import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { openAccess } from '#kernel/access/access.server.ts'
import { readOrMakeKey } from '#kernel/access/key-file.server.ts'
import { namesOf } from '#kernel/access/names.server.ts'
import { firstSignInAddress, makeFirstOrganisation } from '#kernel/access/operator.server.ts'
import { openDatabase } from '#kernel/database/open.server.ts'
import { fileJobs, openFiles } from '#kernel/file/open.server.ts'
import { fileRoutes } from '#kernel/file/routes.server.ts'
import { healthRoutes } from '#kernel/http/health.server.ts'
import { buildServer } from '#kernel/http/server.server.ts'
import { openJobs, prepareJobs } from '#kernel/job/job.server.ts'
import type { Kernel } from '#kernel/kernel.server.ts'
import { openPdfRenderer } from '#kernel/pdf/render.server.ts'
import { roomRoutes } from '#kernel/sync/room-routes.server.ts'
import { openRooms } from '#kernel/sync/rooms.server.ts'
import { bucketOf, type Configuration } from './configuration.server.ts'
import { domains } from './domains.server.ts'
import { servePages, serveSources, wantsPage } from './pages.server.ts'

export interface Courant {
  url: string
  /** What a person reads in the terminal once the server listens. */
  welcome: string
  kernel: Kernel
  stop(): Promise<void>
}

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }

/** Opens every part in the order they lean on each other, and listens. `stop` closes them in the other order. */
export async function startCourant(configuration: Configuration, { dev }: { dev: boolean }): Promise<Courant> {
  const log = pino({ level: configuration.COURANT_LOG_LEVEL }, pino.destination(2))
  const folder = configuration.COURANT_DATA
  const key = readOrMakeKey(configuration.COURANT_KEY_FILE ?? join(folder, 'key'))
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
  if (configuration.COURANT_ROLES.includes('jobs')) await kernel.jobs.work(jobs, kernel)
  const first = await makeFirstOrganisation(database, configuration.COURANT_BOOTSTRAP_KEY)
  if (first && configuration.COURANT_DEMO) for (const domain of domains) await domain.demo(kernel, first)
  const access = openAccess({ database, key, url: configuration.COURANT_URL, log })
  const { app, otherUpgrades, answerPages } = await buildServer({
    kernel,
    routes: [...healthRoutes, ...access.routes, ...roomRoutes, ...fileRoutes, ...domains.flatMap(domain => domain.routes)],
    authenticate: access.authenticate,
    log,
    callsPerMinute: configuration.COURANT_CALLS_PER_MINUTE,
    behindProxy: configuration.COURANT_BEHIND_PROXY,
    origins: configuration.COURANT_URL ? [new URL(configuration.COURANT_URL).origin] : [],
  })
  const pages = dev ? await serveSources(app, otherUpgrades) : await servePages(app)
  answerPages(request => (wantsPage(request) ? pages.send(request) : undefined))
  const url = await app.listen({ port: configuration.PORT, host: configuration.COURANT_HOST })
  const firstSignIn = await firstSignInAddress(database, configuration.COURANT_URL ?? url)
  return {
    url,
    welcome: `Courant ${version} : ${firstSignIn ?? url}`,
    kernel,
    async stop() {
      await app.close()
      await pages.close()
      await kernel.jobs.stop()
      kernel.pdf.stop()
      await kernel.rooms.close()
      await database.close()
    },
  }
}
