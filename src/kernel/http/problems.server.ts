import '@fastify/cookie'
import { randomUUID } from 'node:crypto'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { problemOf, Refusal } from '#kernel/refusal.ts'
import { refuse } from './refusals.ts'

/** The language of a request: its `lang` cookie or query, else what the browser asks for; French when nothing is said. */
export function languageOf(request: FastifyRequest): 'fr' | 'en' {
  const chosen = request.cookies?.['courant-language']
  if (chosen === 'en' || chosen === 'fr') return chosen
  return /^en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'fr'
}

/** Sends a refusal as problem+json. Anything that is not a refusal is our fault: logged with its context under a reference. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = asRefusal(error) ?? ourFault(error, request)
  if (refusal.code === 'too-often') reply.header('retry-after', String(refusal.details.seconds))
  return reply
    .code(refusal.status)
    .type('application/problem+json')
    .send(problemOf(refusal, languageOf(request)))
}

function ourFault(error: unknown, request: FastifyRequest): Refusal {
  const reference = randomUUID().slice(0, 8)
  request.log.error({ err: error, reference, method: request.method, route: request.routeOptions.url }, 'request failed')
  return refuse('our-fault', { reference })
}

const BY_FASTIFY_CODE: Record<string, (error: FastifyError) => Refusal> = {
  FST_ERR_CTP_BODY_TOO_LARGE: error => refuse('too-large', { limit: (error as { limit?: number }).limit ?? 1_048_576 }),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () => refuse('unsupported-content'),
  FST_ERR_CTP_INVALID_JSON_BODY: () => refuse('malformed-body'),
  FST_ERR_CTP_EMPTY_JSON_BODY: () => refuse('malformed-body'),
}

/** PostgreSQL and system error codes that say what is wrong with the machine, not with our code. */
const BY_SYSTEM_CODE: Record<string, () => Refusal> = {
  '53100': () => refuse('disk-full'),
  ENOSPC: () => refuse('disk-full'),
  EDQUOT: () => refuse('disk-full'),
  ECONNREFUSED: () => refuse('database-away'),
  '57P01': () => refuse('database-away'),
  '57P03': () => refuse('database-away'),
}

function asRefusal(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error
  if (hasZodFastifySchemaValidationErrors(error)) {
    const where = error.validation.slice(0, 5).map(one => `${one.instancePath.slice(1).replaceAll('/', '.') || '·'} (${one.message ?? ''})`)
    return refuse('bad-input', { where: where.join(', ') })
  }
  const code = (error as { code?: string }).code
  if (code === undefined)
    return error instanceof SyntaxError && (error as { statusCode?: number }).statusCode === 400 ? refuse('malformed-body') : undefined
  return BY_FASTIFY_CODE[code]?.(error as FastifyError) ?? BY_SYSTEM_CODE[code]?.()
}
