import type { EventEmitter } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyRequest } from 'fastify'

const BUILT = fileURLToPath(new URL('../../dist/web/', import.meta.url))
const SOURCES = fileURLToPath(new URL('./', import.meta.url))
const PAGES = { office: 'office/index.html', field: 'field/index.html' }

/** Which of the two pages an address belongs to: the tablet's or the office's. */
function pageOf(url: string): keyof typeof PAGES {
  return /^\/field(\/|\?|$)/.test(url) ? 'field' : 'office'
}

/** A person's browser asks for a page; a program asks for data and gets a refusal instead. */
export function wantsPage(request: FastifyRequest): boolean {
  return (
    ['GET', 'HEAD'].includes(request.method) &&
    !/^\/api([/?]|$)/.test(request.url) &&
    (request.headers.accept?.includes('text/html') ?? false)
  )
}

export interface Pages {
  send(request: FastifyRequest): Promise<string>
  close(): Promise<void>
}

/** Serves the built pages: hashed files for ever, the two HTML files always fresh. */
export async function servePages(app: FastifyInstance): Promise<Pages> {
  if (!existsSync(BUILT)) throw new Error('the pages are not built: run npm start, or vite build')
  await app.register(fastifyStatic, {
    root: BUILT,
    wildcard: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders(reply, path) {
      reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  const texts = { office: readFileSync(BUILT + PAGES.office, 'utf8'), field: readFileSync(BUILT + PAGES.field, 'utf8') }
  return { send: async request => texts[pageOf(request.url)], close: async () => undefined }
}

/** Serves the pages from their sources, with hot reload on the same port. */
export async function serveSources(app: FastifyInstance, upgrades: EventEmitter): Promise<Pages> {
  const { createServer } = await import('vite')
  const vite = await createServer({ server: { middlewareMode: true, hmr: { server: upgrades as never } }, appType: 'custom' })
  app.addHook('onRequest', (request, reply, done) => {
    // Hot reload starts with a script inside the page, which the policy of the product forbids.
    reply.raw.removeHeader('content-security-policy')
    if (request.url.startsWith('/api/') || wantsPage(request)) return done()
    vite.middlewares(request.raw, reply.raw, () => done())
  })
  return {
    send: request => vite.transformIndexHtml(request.url, readFileSync(SOURCES + PAGES[pageOf(request.url)], 'utf8')),
    close: () => vite.close(),
  }
}
