import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'

/** What `Problem` of refusal.ts looks like to a program. */
const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'fr', 'en'],
  properties: {
    type: { type: 'string', description: 'urn:courant:refusal:CODE' },
    title: { type: 'string', description: 'The sentence in the language of the request' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'For programs: it does not change with the sentence' },
    fr: { type: 'string' },
    en: { type: 'string' },
    details: { type: 'object', additionalProperties: { type: ['string', 'number'] } },
  },
}

const REFUSED = {
  description: 'Refused: nothing was changed',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

interface Described {
  paths?: Record<string, Record<string, { responses?: Record<string, unknown> }>>
}

/** Whatever is asked, it may be refused, and always in the same shape. */
function withRefusals(document: Described): Described {
  for (const operations of Object.values(document.paths ?? {})) {
    for (const operation of Object.values(operations)) operation.responses = { ...operation.responses, default: REFUSED }
  }
  return document
}

/** The page is ours: no bar of somebody else's above it. */
const THEME = { title: 'Courant API', css: [{ filename: 'courant.css', content: '.swagger-ui .topbar { display: none }' }] }

/** Publishes the OpenAPI 3.1 description that the routes' own schemas make, with a readable page at /api/docs. */
export async function documentApi(app: unknown, version: string): Promise<void> {
  const server = app as FastifyInstance
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Courant',
        version,
        description: 'Refusals are application/problem+json with a code, a French and an English sentence.',
      },
      components: {
        schemas: { Problem: PROBLEM as never },
        securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'An API key of the organisation' } },
      },
      security: [{ key: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: document => withRefusals(('openapiObject' in document ? document.openapiObject : {}) as Described) as never,
  })
  await server.register(swaggerUi, { routePrefix: '/api/docs', theme: THEME })
}
