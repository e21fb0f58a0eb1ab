import { openAccess } from '#kernel/access/access.server.ts'
import { firstSignInAddress, makeFirstOrganisation } from '#kernel/access/operator.server.ts'
import type { Database } from '#kernel/database/database.server.ts'
import { fileRoutes } from '#kernel/file/routes.server.ts'
import { healthRoutes } from '#kernel/http/health.server.ts'
import { buildServer } from '#kernel/http/server.server.ts'
import type { Kernel } from '#kernel/kernel.server.ts'
import { mountLive } from '#kernel/sync/live.server.ts'
import { roomRoutes } from '#kernel/sync/room-routes.server.ts'
import { runCommand } from './commands.server.ts'
import type { Configuration } from './configuration.server.ts'
import { listenForCommands } from './control.server.ts'
import { domains } from './domains.server.ts'
import { type OpenKernel, openKernel } from './open-kernel.server.ts'
import { servePages, serveSources, wantsPage } from './pages.server.ts'
import { fromListening } from './system-refusal.server.ts'

export interface Courant {
  url: string
  /** What a person reads in the terminal once the server listens. */
  welcome: string
  kernel: Kernel
  stop(): Promise<void>
}

/** Opens the kernel, mounts what every part answers, and listens. `stop` closes them in the other order. */
export async function startCourant(
  configuration: Configuration,
  { dev, embedded }: { dev: boolean; embedded?: Promise<Database> | undefined },
): Promise<Courant> {
  const open = await openKernel(configuration, { works: configuration.COURANT_ROLES.includes('jobs'), embedded })
  const { kernel, key } = open
  const first = await makeFirstOrganisation(kernel.database, configuration.COURANT_BOOTSTRAP_KEY)
  if (first && configuration.COURANT_DEMO) for (const domain of domains) await domain.demo(kernel, first)
  const access = openAccess({ database: kernel.database, key, url: configuration.COURANT_URL, log: kernel.log })
  const roles = configuration.COURANT_ROLES
  const webRoutes = [...access.routes, ...roomRoutes, ...fileRoutes, ...domains.flatMap(domain => domain.routes)]
  const door = {
    kernel,
    authenticate: access.authenticate,
    log: kernel.log,
    origins: configuration.COURANT_URL ? [new URL(configuration.COURANT_URL).origin] : [],
  }
  const { app, otherUpgrades, answerPages } = await buildServer({
    ...door,
    ...(roles.includes('sync') ? { mountMore: scope => mountLive(scope, door) } : {}),
    routes: [...healthRoutes, ...(roles.includes('web') ? webRoutes : [])],
    callsPerMinute: configuration.COURANT_CALLS_PER_MINUTE,
    behindProxy: configuration.COURANT_BEHIND_PROXY,
  })
  const pages = roles.includes('web') ? await (dev ? serveSources(app, otherUpgrades) : servePages(app)) : undefined
  if (pages) answerPages(request => (wantsPage(request) ? pages.send(request) : undefined))
  const host = configuration.COURANT_HOST
  const url = await app.listen({ port: configuration.PORT, host }).catch(error => {
    throw fromListening(error, host)
  })
  const origin = configuration.COURANT_URL ?? url
  const stopListening = await hearTerminal(configuration, open, origin)
  const firstSignIn = await firstSignInAddress(kernel.database, origin)
  return {
    url,
    welcome: `Courant ${kernel.version} : ${firstSignIn ?? url}`,
    kernel,
    async stop() {
      await stopListening()
      await app.close()
      await pages?.close()
      await open.close()
    },
  }
}

/** The embedded database belongs to this process alone, so it runs the commands of the terminal too. */
async function hearTerminal(configuration: Configuration, { kernel, key }: OpenKernel, origin: string): Promise<() => Promise<void>> {
  if (configuration.DATABASE_URL !== undefined) return async () => undefined
  return listenForCommands(kernel.folder, ({ words, ...asked }, print, note) =>
    runCommand({ kernel, key, origin, ...asked }, words, print, note),
  )
}
