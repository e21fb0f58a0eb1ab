import { EventEmitter } from 'node:events'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import websocket from '@fastify/websocket'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import type { Logger } from 'pino'
import type { Refusal } from '#kernel/refusal.ts'
import { documentApi } from './api-page.server.ts'
import { endGracefully } from './ending.server.ts'
import { takeJson } from './json-body.server.ts'
import { type MountSettings, mount } from './mount.server.ts'
import { sendProblem, sendUnroutable } from './problems.server.ts'
import { answerUnreadable } from './raw-answer.server.ts'
import { refuse } from './refusals.ts'
import { measureRequests } from './request-measures.server.ts'
import { methodsAt, type Route } from './route.server.ts'

export interface ServerSettings extends MountSettings {
  log: Logger
  /** Calls a minute from one address. */
  callsPerMinute: number
  /** Trust X-Forwarded-* headers: only behind a proxy of one's own. */
  behindProxy: boolean
  /** Mounts what is no route, such as a live connection, under the same limits and headers. */
  mountMore?: (scope: FastifyInstance) => void
}

export interface HttpServer {
  app: FastifyInstance
  /** WebSocket upgrades that are not ours: the development server's own. */
  otherUpgrades: EventEmitter
  /** Says what answers an address that is no route of ours: a page for a person, `undefined` for a refusal. */
  answerPages(send: SendPage): void
}

export type SendPage = (request: FastifyRequest) => Promise<string> | undefined

const MAX_BODY = 1 << 20

/** How long a client may keep the server waiting. Each has its reason; none is shorter than a bad mobile line needs. */
export const PATIENCE = {
  /** A few kilobytes of headers: on the worst line they take seconds. Longer is somebody who holds connections open. */
  headersMs: 20_000,
  /** A whole request: 8 MB, the largest that is taken, at 28 kB/s; a device sends pieces of 1 MB, at 4 kB/s. */
  requestMs: 300_000,
  /** A connection between two requests: longer than a proxy keeps its own, or the proxy would send into a closed one. */
  keepAliveMs: 72_000,
  /** Not a byte either way while an answer is awaited or read. Live connections have their own heartbeat instead. */
  silenceMs: 300_000,
  /** How often the first two are looked at. */
  lookMs: 5_000,
  /** Requests under way when the server ends. What runs containers usually kills after ten seconds, and the rest has to close too. */
  endMs: 8_000,
}

/** Messages that ask for it are compressed one by one: a dictionary kept for each of 500 devices would cost 150 MB. */
const COMPRESSION = {
  threshold: 1024,
  concurrencyLimit: 4,
  serverNoContextTakeover: true,
  clientNoContextTakeover: true,
  zlibDeflateOptions: { level: 4 },
}

/** Assembles the HTTP server: limits, headers, errors in one shape, documentation, routes. The caller listens. */
export async function buildServer(settings: ServerSettings, patience = PATIENCE): Promise<HttpServer> {
  // A line for every request would hide the lines that matter; /metrics counts requests.
  const quiet = settings.log.child({ part: 'http' }, { level: settings.log.level === 'info' ? 'warn' : settings.log.level })
  const app = Fastify({
    loggerInstance: quiet,
    bodyLimit: MAX_BODY,
    // A request that was on its way when the server ended is answered like those before it.
    return503OnClosing: false,
    requestTimeout: patience.requestMs,
    keepAliveTimeout: patience.keepAliveMs,
    connectionTimeout: patience.silenceMs,
    http: { headersTimeout: patience.headersMs, connectionsCheckingInterval: patience.lookMs },
    // One proxy, and what it saw itself: whatever stood in the header before it was written by whoever asks.
    trustProxy: settings.behindProxy ? (_address: string, hop: number) => hop === 0 : false,
    frameworkErrors: sendUnroutable,
    clientErrorHandler: answerUnreadable,
  })
  // Asked while somebody is there, the address stays known when they have left. Who has none has left already.
  app.server.on('connection', socket => void (socket.remoteAddress ?? socket.destroy()))
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(sendProblem)
  measureRequests(app as unknown as FastifyInstance)
  endGracefully(app as unknown as FastifyInstance, patience.endMs)
  const { live, otherUpgrades } = splitUpgrades(app)
  await app.register(cookie)
  await app.register(compress, { threshold: 1024, encodings: ['br', 'gzip'], brotliOptions: { params: { 1: 4 } } })
  await app.register(helmet, headers())
  await app.register(rateLimit, {
    max: settings.callsPerMinute,
    timeWindow: '1 minute',
    errorResponseBuilder: (_request, { ttl }) => refuse('too-often', { seconds: Math.ceil(ttl / 1000) }),
  })
  await app.register(websocket, { options: { server: live as never, maxPayload: 4 << 20, perMessageDeflate: COMPRESSION } })
  // Bytes stay bytes: parts of files. The route's own limit holds.
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  takeJson(app as unknown as FastifyInstance)
  await documentApi(app, settings.kernel.version)
  await app.register(async scope => {
    mount(scope, settings)
    settings.mountMore?.(scope)
  })
  let sendPage: SendPage = () => undefined
  app.setNotFoundHandler(async (request, reply) => {
    const page = await sendPage(request)
    if (page === undefined) throw unknownAddress(request, reply, settings.routes)
    return reply.type('text/html').header('cache-control', 'no-cache').send(page)
  })
  return {
    app: app as unknown as FastifyInstance,
    otherUpgrades,
    answerPages(send) {
      sendPage = send
    },
  }
}

function unknownAddress(request: FastifyRequest, reply: FastifyReply, routes: Route[]): Refusal {
  const path = request.url.split('?')[0] ?? ''
  const allowed = methodsAt(routes, path)
  if (allowed.length === 0) return refuse('no-such-address', { path })
  reply.header('allow', allowed.join(', '))
  return refuse('no-such-method', { method: request.method, allowed: allowed.join(', ') })
}

/** The development server speaks WebSocket on the same port, under its own sub-protocol: each gets its own upgrades. */
function splitUpgrades(app: { server: EventEmitter }): { live: EventEmitter; otherUpgrades: EventEmitter } {
  const [live, otherUpgrades] = [new EventEmitter(), new EventEmitter()]
  app.server.on('upgrade', (request: { headers: Record<string, string | undefined> }, ...rest: unknown[]) => {
    const isOther = otherUpgrades.listenerCount('upgrade') > 0 && request.headers['sec-websocket-protocol']?.startsWith('vite-')
    ;(isOther ? otherUpgrades : live).emit('upgrade', request, ...rest)
  })
  return { live, otherUpgrades }
}

function headers() {
  return {
    referrerPolicy: { policy: 'no-referrer' as const },
    // A self-hosted install is reached by plain http on the local network: https is the proxy's business.
    strictTransportSecurity: false,
    xFrameOptions: { action: 'deny' as const },
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        fontSrc: ["'self'", 'data:'],
        imgSrc: ["'self'", 'data:', 'blob:'],
        connectSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        upgradeInsecureRequests: null,
      },
    },
  }
}
