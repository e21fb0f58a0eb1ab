import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Actor, Permission } from '#kernel/access/role.ts'
import type { Query } from '#kernel/database/database.server.ts'
import type { Kernel } from '#kernel/kernel.server.ts'

type Schema = z.ZodType

/** Bytes sent or taken as they are. */
export const BYTES = z.instanceof(Buffer).meta({ type: 'string', format: 'binary' })

type Read<Of extends Schema | undefined> = Of extends Schema ? z.output<Of> : undefined

/** What a handler is given: the checked parts of the request, who asks, and the kernel. */
export interface Asked<Params, Search, Body, Who, Headers = undefined> {
  actor: Who
  params: Params
  query: Search
  body: Body
  headers: Headers
  language: 'fr' | 'en'
  kernel: Kernel
  /** A transaction that sees the rows of the actor's organisation alone. */
  inOrganisation<Result>(work: (query: Query) => Promise<Result>): Promise<Result>
  request: FastifyRequest
  reply: FastifyReply
}

/** Who may call: anybody, anybody signed in, or a role with the permission (in the room that the address names, if it names one). */
export type Right = 'public' | 'signed-in' | Permission

export interface RouteDefinition<
  P extends Schema | undefined,
  Q extends Schema | undefined,
  B extends Schema | undefined,
  R extends Schema,
  Who extends Right,
  H extends Schema | undefined,
> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  /** One English sentence for the API page. */
  summary: string
  right: Who
  /** Name of the path parameter that holds the room, for rights granted on one room. */
  room?: string
  params?: P
  query?: Q
  body?: B
  /** Headers of its own, among all the others: a loose object. */
  headers?: H
  /** Types of content taken and answered, when they are not JSON. */
  takes?: string[]
  answers?: string[]
  /** Shape of the answer; `BYTES` for those sent through `reply`. */
  response: R
  /** Status of a good answer, 200 when absent. */
  status?: number
  /** Largest body in bytes; 1 MiB when absent. */
  bodyLimit?: number
  /** Calls a minute from one address, when stricter than the server's own limit. */
  callsPerMinute?: number
  /** Asked by what watches the server: never refused for asking often, and nobody is asked who they are. */
  isProbe?: boolean
  handler(
    asked: Asked<Read<P>, Read<Q>, Read<B>, Who extends 'public' ? Actor | undefined : Actor, Read<H>>,
  ): Promise<z.input<R> | FastifyReply>
}

/** A route whose types have been checked and forgotten: what the server mounts. */
export interface Route {
  method: string
  path: string
  summary: string
  right: Right
  room?: string
  params?: Schema
  query?: Schema
  body?: Schema
  headers?: Schema
  takes?: string[]
  answers?: string[]
  response: Schema
  status?: number
  bodyLimit?: number
  callsPerMinute?: number
  isProbe?: boolean
  handler(asked: Asked<unknown, unknown, unknown, Actor | undefined, unknown>): Promise<unknown>
}

/** The one place that turns schema, right and handler into a route: mounted, documented and checked by the server. */
export function route<
  R extends Schema,
  Who extends Right,
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  B extends Schema | undefined = undefined,
  H extends Schema | undefined = undefined,
>(definition: RouteDefinition<P, Q, B, R, Who, H>): Route {
  return definition as unknown as Route
}

/** Methods that an address answers, whatever stands for its parameters; none when it is no address of ours. */
export function methodsAt(routes: Route[], path: string): string[] {
  const asked = path.split('/')
  const isThere = ({ path: known }: Route) => {
    const parts = known.split('/')
    return parts.length === asked.length && parts.every((part, i) => (part.startsWith(':') ? asked[i] !== '' : part === asked[i]))
  }
  const methods = new Set(routes.filter(isThere).map(({ method }) => method))
  return [...methods, ...(methods.has('GET') ? ['HEAD'] : [])].sort()
}
