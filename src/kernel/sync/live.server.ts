import '@fastify/rate-limit'
import '@fastify/websocket'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import type { Actor } from '#kernel/access/role.ts'
import { isAway } from '#kernel/database/outage.server.ts'
import { isOwnOrigin } from '#kernel/http/mount.server.ts'
import { languageOf } from '#kernel/http/problems.server.ts'
import { refuse } from '#kernel/http/refusals.ts'
import type { Kernel } from '#kernel/kernel.server.ts'
import { Refusal } from '#kernel/refusal.ts'
import { refuseLive } from './live-refusals.ts'
import { LiveSocket } from './live-socket.server.ts'
import { measures } from './room-measures.server.ts'

export interface LiveDoor {
  kernel: Pick<Kernel, 'rooms' | 'database'>
  authenticate(request: FastifyRequest): Promise<Actor | undefined>
  /** Addresses that pages may come from besides the server's own. */
  origins: string[]
  log: Logger
}

/** Rights were taken away or given, on whatever node: every device here is asked again who it is. */
const ACCESS_CHANNEL = 'access'
const BEAT_MS = 20_000
/** A notice can be lost and a grant runs out by itself. */
const RECHECK_MS = 60_000
const LIVE_PATH = '/api/live'

/** Mounts the live connection. Who connects is known before the connection is made, by the same cookie or key as everywhere. */
export function mountLive(app: FastifyInstance, door: LiveDoor): void {
  const sockets = new Map<LiveSocket, FastifyRequest>()
  const onRequest = async (request: FastifyRequest) => {
    const actor = await door.authenticate(request)
    if (!actor) throw refuse('sign-in-needed')
    if (actor.by !== 'key' && !isOwnOrigin(request, door.origins)) throw refuse('foreign-origin')
    request.actor = actor
  }
  // Counted first: whoever tries keys here is refused before the server's own limit would look.
  const options = { websocket: true as const, onRequest: [app.rateLimit(), onRequest], config: { rateLimit: false as const } }
  app.get(LIVE_PATH, { ...options, schema: { hide: true } as object }, (socket, request) => {
    if (!request.actor) throw new Error('a live connection without an actor')
    const live = new LiveSocket({ socket, actor: request.actor, rooms: door.kernel.rooms, language: languageOf(request), log: door.log })
    sockets.set(live, request)
    measures.sockets.inc()
    socket.on('close', () => {
      sockets.delete(live)
      measures.sockets.dec()
    })
  })
  keepWatch(app, door, sockets)
}

function keepWatch(app: FastifyInstance, door: LiveDoor, sockets: Map<LiveSocket, FastifyRequest>): void {
  let stopHearing: (() => Promise<void>) | undefined
  const again = () => {
    recheck(door, sockets).catch((error: unknown) => {
      if (!isAway(error)) door.log.error({ err: error }, 'the rights of live connections could not be read again')
    })
  }
  const timers = [
    setInterval(() => {
      for (const live of sockets.keys()) live.beat()
    }, BEAT_MS).unref(),
    setInterval(again, RECHECK_MS).unref(),
  ]
  app.addHook('onReady', async () => {
    stopHearing = await door.kernel.database.listen(ACCESS_CHANNEL, again)
  })
  app.addHook('preClose', async () => {
    for (const timer of timers) clearInterval(timer)
    for (const live of sockets.keys()) live.goodbye()
    await stopHearing?.()
  })
}

/** Who each device is now, by what it carried when it connected. One that is nobody any more is closed. */
async function recheck({ authenticate }: LiveDoor, sockets: Map<LiveSocket, FastifyRequest>): Promise<void> {
  for (const [live, request] of [...sockets]) {
    try {
      const actor = await authenticate(request)
      if (actor?.organisation === live.actor.organisation && actor.person === live.actor.person) live.become(actor)
      else live.end(refuseLive('access-ended'))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      live.end(error.status === 401 || error.status === 403 ? refuseLive('access-ended') : error)
    }
  }
}
