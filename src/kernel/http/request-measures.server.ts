import type { FastifyInstance } from 'fastify'
import prometheus from 'prom-client'

const requests = new prometheus.Counter({
  name: 'courant_http_requests_total',
  help: 'Requests answered, by the address as it is documented',
  labelNames: ['method', 'route', 'status'],
})
const seconds = new prometheus.Histogram({
  name: 'courant_http_request_seconds',
  help: 'From the headers of a request to the end of its answer',
  buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 4],
})

/** Counts every answer for /metrics. Addresses that are no route share one name: what strangers try must not fill the memory. */
export function measureRequests(app: FastifyInstance): void {
  app.addHook('onResponse', (request, reply, done) => {
    requests.inc({ method: request.method, route: request.routeOptions.url ?? 'none', status: String(reply.statusCode) })
    seconds.observe(reply.elapsedTime / 1000)
    done()
  })
}
