import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'

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
      components: { securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'An API key of the organisation' } } },
      security: [{ key: [] }],
    },
    transform: jsonSchemaTransform,
  })
  await server.register(swaggerUi, { routePrefix: '/api/docs' })
}
