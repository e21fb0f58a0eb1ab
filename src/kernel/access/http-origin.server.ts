import type { FastifyRequest } from 'fastify'

/** The address of the server as its people know it. */
export function originOf(request: FastifyRequest, url: string | undefined): string {
  return url ?? `${request.protocol}://${request.host}`
}

export function headersOf(request: FastifyRequest): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  return headers
}
