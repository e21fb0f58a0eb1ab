import '@fastify/cookie'
import { randomUUID } from 'node:crypto'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors, ResponseSerializationError } from 'fastify-type-provider-zod'
import { isAway, isUnsure } from '#kernel/database/outage.server.ts'
import { type Problem, problemOf, Refusal } from '#kernel/refusal.ts'
import { badInput, type InputMistake } from './bad-input.server.ts'
import { preferredLanguage } from './language.ts'
import { refuse } from './refusals.ts'

/** The language of a request: its `lang` cookie or query, else what the browser asks for; French when nothing is said. */
export function languageOf(request: FastifyRequest): 'fr' | 'en' {
  const chosen = request.cookies?.['courant-language']
  if (chosen === 'en' || chosen === 'fr') return chosen
  return preferredLanguage(request.headers['accept-language'])
}

/** Sends a refusal as problem+json. Anything that is not a refusal is our fault: logged with its context under a reference. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = refusalFor(error, request)
  // No browser asks a person for anything by this one; it tells programs how to say who they are.
  if (refusal.status === 401) reply.header('www-authenticate', 'Bearer')
  if (refusal.status === 429) reply.header('retry-after', String(refusal.details.seconds))
  return reply
    .code(refusal.status)
    .type('application/problem+json')
    .send(problemOf(refusal, languageOf(request)))
}

/** What an answer that has already begun says of an error. */
export function problemFor(error: unknown, request: FastifyRequest): Problem {
  return problemOf(refusalFor(error, request), languageOf(request))
}

function refusalFor(error: unknown, request: FastifyRequest): Refusal {
  if (isUnsure(error) && !isReading(request)) return refuse('database-unsure')
  return asRefusal(error) ?? ourFault(error, request)
}

function isReading({ method }: FastifyRequest): boolean {
  return method === 'GET' || method === 'HEAD'
}

/** Refuses an address that cannot even be read: no route was found for it, so nothing else has given the answer its headers. */
export function sendUnroutable(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  reply.header('x-content-type-options', 'nosniff')
  sendProblem(error, request, reply)
}

function ourFault(error: unknown, request: FastifyRequest): Refusal {
  const reference = randomUUID().slice(0, 8)
  request.log.error({ err: error, reference, method: request.method, route: request.routeOptions.url }, 'request failed')
  return refuse(faultOf(error, request), { reference })
}

/** An answer is checked when its work is done: a fault found there has changed what was to be changed. */
function faultOf(error: unknown, request: FastifyRequest): 'reading-failed' | 'answer-failed' | 'our-fault' {
  if (isReading(request)) return 'reading-failed'
  return error instanceof ResponseSerializationError ? 'answer-failed' : 'our-fault'
}

const BY_FASTIFY_CODE: Record<string, (error: FastifyError) => Refusal> = {
  FST_ERR_CTP_BODY_TOO_LARGE: error => refuse('too-large', { limit: (error as { limit?: number }).limit ?? 1_048_576 }),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () => refuse('unsupported-content'),
  FST_ERR_CTP_INVALID_JSON_BODY: () => refuse('malformed-body'),
  FST_ERR_CTP_EMPTY_JSON_BODY: () => refuse('malformed-body'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () => refuse('malformed-body'),
  FST_CP_ERR_INVALID_CONTENT: () => refuse('malformed-body'),
  FST_CP_ERR_INVALID_CONTENT_ENCODING: () => refuse('unsupported-content'),
  FST_ERR_BAD_URL: () => refuse('unreadable-address'),
  FST_ERR_MAX_PARAM_LENGTH: () => refuse('address-too-long'),
}

/** PostgreSQL and system error codes that say what is wrong with the machine or with a value, not with our code. */
const BY_SYSTEM_CODE: Record<string, () => Refusal> = {
  '53100': () => refuse('disk-full'),
  ENOSPC: () => refuse('disk-full'),
  EDQUOT: () => refuse('disk-full'),
  '22003': () => refuse('unstorable-value'),
  '22007': () => refuse('unstorable-value'),
  '22008': () => refuse('unstorable-value'),
  '22021': () => refuse('unstorable-value'),
  '22P05': () => refuse('unstorable-value'),
}

/** The refusal that an error amounts to; nothing when it is a fault of ours. */
export function asRefusal(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error
  if (hasZodFastifySchemaValidationErrors(error)) return badInput(error.validation as InputMistake[])
  if (hasLeft(error)) return refuse('unreadable-request')
  if (isAway(error)) return refuse('database-away')
  const code = (error as { code?: string }).code
  if (code === undefined)
    return error instanceof SyntaxError && (error as { statusCode?: number }).statusCode === 400 ? refuse('malformed-body') : undefined
  return BY_FASTIFY_CODE[code]?.(error as FastifyError) ?? BY_SYSTEM_CODE[code]?.()
}

/** The client went before its request was whole: nobody reads the answer, and nothing is wrong here. */
function hasLeft(error: unknown): boolean {
  const { code, message } = error as NodeJS.ErrnoException
  return code === 'ECONNRESET' && message === 'aborted'
}
