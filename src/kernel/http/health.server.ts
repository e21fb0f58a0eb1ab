import { sql } from 'kysely'
import prometheus from 'prom-client'
import { z } from 'zod'
import { type Route, route } from './route.server.ts'

prometheus.collectDefaultMetrics()

/** What an operator's tools ask: is the process alive, can it serve, what does it measure. */
export const healthRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/healthz',
    summary: 'Whether the process is alive',
    right: 'public',
    isProbe: true,
    response: z.object({ status: z.literal('ok') }),
    handler: async () => ({ status: 'ok' as const }),
  }),
  route({
    method: 'GET',
    path: '/readyz',
    summary: 'Whether the server can serve: its database answers',
    right: 'public',
    isProbe: true,
    response: z.object({ status: z.literal('ready'), version: z.string(), database: z.string() }),
    async handler({ kernel }) {
      await sql`select 1`.execute(kernel.database.kysely)
      return { status: 'ready' as const, version: kernel.version, database: kernel.database.engine }
    },
  }),
  route({
    method: 'GET',
    path: '/metrics',
    summary: 'Measures of the process, in the Prometheus text format',
    right: 'public',
    isProbe: true,
    response: z.string(),
    answers: ['text/plain'],
    async handler({ reply }) {
      return reply.type(prometheus.register.contentType).send(await prometheus.register.metrics())
    },
  }),
]
