import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { demand } from '#kernel/access/demand.ts'
import type { Actor } from '#kernel/access/role.ts'
import { refuseSpeaker, SPEAKER_HEADER } from '#kernel/access/speaker.ts'
import type { Kernel } from '#kernel/kernel.server.ts'
import { asRefusal, languageOf } from './problems.server.ts'
import { refuse } from './refusals.ts'
import type { Asked, Route } from './route.server.ts'

/** What routes are answered with. */
export interface MountSettings {
  kernel: Kernel
  routes: Route[]
  /** Who asks, from the cookie or the key of a request. */
  authenticate(request: FastifyRequest): Promise<Actor | undefined>
  /** Addresses that pages may come from besides the server's own, such as https://courant.example. */
  origins: string[]
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

declare module 'fastify' {
  interface FastifyRequest {
    actor?: Actor
  }
}

/** Mounts the routes: for each, who asks, from where, with what right; then the schemas; then the handler. */
export function mount(app: FastifyInstance, settings: MountSettings): void {
  const usualLimit = app.rateLimit()
  for (const one of settings.routes) {
    app.route({
      method: one.method as 'GET',
      url: one.path,
      bodyLimit: one.bodyLimit ?? 1 << 20,
      schema: schemaOf(one),
      // Counted here, before anything else: left to itself the limit comes last, and whoever guesses keys is refused uncounted.
      config: { rateLimit: false },
      // Before the body is read: a stranger's megabytes are not worth parsing.
      onRequest: one.isProbe
        ? []
        : [
            one.callsPerMinute ? app.rateLimit({ max: one.callsPerMinute, timeWindow: '1 minute' }) : usualLimit,
            request => checkAsker(one, request, settings),
          ],
      handler: (request, reply) => answer(one, request, reply, settings),
    })
  }
}

async function checkAsker(one: Route, request: FastifyRequest, settings: MountSettings): Promise<void> {
  refuseEmptyParts(request)
  const actor = await whoAsks(one, request, settings)
  if (actor) request.actor = actor
  checkOrigin(request, actor, settings.origins)
  checkSpeaker(request, actor)
  checkRight(one, actor, request)
}

/** `/api/audits/` names no audit: an empty part is no identifier. */
function refuseEmptyParts(request: FastifyRequest): void {
  if (Object.values(request.params as Record<string, string>).includes(''))
    throw refuse('no-such-address', { path: request.url.split('?')[0] ?? '' })
}

/**
 * An address for everybody answers whatever comes along: who signs in again still carries the cookie that ended.
 */
async function whoAsks(one: Route, request: FastifyRequest, settings: MountSettings): Promise<Actor | undefined> {
  try {
    return await settings.authenticate(request)
  } catch (error) {
    if (one.right === 'public' && asRefusal(error)) return undefined
    throw error
  }
}

function schemaOf(one: Route) {
  return {
    summary: one.summary,
    tags: [one.path.split('/')[2] ?? 'courant'],
    ...(one.right === 'public' ? { security: [] } : {}),
    ...(one.params ? { params: one.params } : {}),
    ...(one.query ? { querystring: one.query } : {}),
    ...(one.body ? { body: one.body } : {}),
    ...(one.headers ? { headers: one.headers } : {}),
    ...(one.takes ? { consumes: one.takes } : {}),
    ...(one.answers ? { produces: one.answers } : {}),
    response: { [one.status ?? 200]: one.response },
  }
}

async function answer(one: Route, request: FastifyRequest, reply: FastifyReply, { kernel }: MountSettings): Promise<unknown> {
  const actor = request.actor
  const asked: Asked<unknown, unknown, unknown, Actor | undefined, unknown> = {
    actor,
    params: request.params,
    query: request.query,
    body: request.body,
    headers: request.headers,
    language: languageOf(request),
    kernel,
    request,
    reply,
    inOrganisation(work) {
      if (!actor) throw refuse('sign-in-needed')
      return kernel.database.inOrganisation(actor.organisation, work)
    },
  }
  if (one.status) reply.code(one.status)
  return one.handler(asked)
}

function checkRight(one: Pick<Route, 'right' | 'room'>, actor: Actor | undefined, request: FastifyRequest): void {
  if (one.right === 'public') return
  if (!actor) throw refuse('sign-in-needed')
  if (one.right === 'signed-in') return
  const room = one.room ? (request.params as Record<string, string>)[one.room] : undefined
  demand(actor, one.right, room)
}

/**
 * What changes something may only be asked from our own pages (CSRF): the browser itself says where a request comes from. That holds
 * before signing in too, or another site could sign somebody in under a name that is not theirs. A key is no browser's habit, and a
 * program without a session sends no origin: neither can be abused.
 */
function checkOrigin(request: FastifyRequest, actor: Actor | undefined, origins: string[]): void {
  if (SAFE.has(request.method) || actor?.by === 'key') return
  const fromBrowser = request.headers.origin !== undefined || request.headers['sec-fetch-site'] !== undefined
  if (!actor && !fromBrowser) return
  if (!isOwnOrigin(request, origins)) throw refuse('foreign-origin')
}

function checkSpeaker(request: FastifyRequest, actor: Actor | undefined): void {
  const speaker = request.headers[SPEAKER_HEADER]
  if (actor && speaker !== undefined && speaker !== actor.person) throw refuseSpeaker('other-person', { name: actor.name })
}

/** Did the request come from a page of ours? Asked of unsafe requests and of every WebSocket handshake. */
export function isOwnOrigin(request: FastifyRequest, origins: string[]): boolean {
  const origin = request.headers.origin
  if (origin !== undefined) return origins.includes(origin) || sameHost(origin, request.headers.host)
  return request.headers['sec-fetch-site'] === 'same-origin'
}

function sameHost(origin: string, host: string | undefined): boolean {
  return URL.canParse(origin) && new URL(origin).host === host
}
