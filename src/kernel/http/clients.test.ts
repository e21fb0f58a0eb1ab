import { connect, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { route } from './route.server.ts'
import { buildServer, PATIENCE } from './server.server.ts'

const TAKE = route({
  method: 'POST',
  path: '/api/take',
  summary: 'Takes bytes',
  right: 'signed-in',
  body: z.instanceof(Buffer),
  bodyLimit: 8 << 20,
  response: z.object({ bytes: z.int() }),
  handler: async ({ body }) => ({ bytes: body.length }),
})
const ADDRESS = route({
  method: 'GET',
  path: '/api/address',
  summary: 'Says where the request comes from, as late as possible',
  right: 'public',
  response: z.null(),
  async handler({ request }) {
    await pause(100)
    addresses.push(request.ip)
    return null
  },
})
const STREAM = route({
  method: 'GET',
  path: '/api/stream',
  summary: 'Answers line after line for a while',
  right: 'public',
  response: z.any(),
  handler: async ({ reply }) => reply.type('text/plain').send(Readable.from(lines())),
})
const LARGE = 30 << 20
const LARGE_ANSWER = route({
  method: 'GET',
  path: '/api/large',
  summary: 'Answers more than a connection holds at once',
  right: 'public',
  response: z.instanceof(Buffer),
  handler: async ({ reply }) => reply.type('application/pdf').send(Buffer.alloc(LARGE)),
})
async function* lines() {
  for (let line = 0; line < 5; line++) {
    yield `line ${line}\n`
    await pause(60)
  }
}
const addresses: (string | undefined)[] = []
const HEAD = 'POST /api/take HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\nContent-Type: application/octet-stream\r\n'

let app: FastifyInstance
afterEach(() => app?.close())

/** A server that waits less than the product's, so that a test need not. Answers its port and what it logs. */
async function aServer({ patience = PATIENCE, callsPerMinute = 1000 } = {}): Promise<{ port: number; log: string[] }> {
  const log: string[] = []
  const logger = pino({ level: 'warn' }, { write: line => void log.push(line) })
  const built = await buildServer(
    {
      kernel: { version: '0' } as never,
      routes: [TAKE, ADDRESS, STREAM, LARGE_ANSWER],
      // As long as a database under load takes to say who it is.
      authenticate: async request => {
        await pause(50)
        return request.headers.authorization ? ({ role: 'owner', by: 'key', grants: [] } as never) : undefined
      },
      log: logger,
      callsPerMinute,
      behindProxy: false,
      origins: [],
    },
    patience,
  )
  app = built.app
  await app.listen({ port: 0, host: '127.0.0.1' })
  return { port: (app.server.address() as { port: number }).port, log }
}

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

/** What the server says until it ends the connection, and how long that took. */
function endOf(socket: Socket): Promise<{ said: string; ms: number }> {
  const begun = performance.now()
  let said = ''
  socket.setEncoding('utf8').on('data', text => (said += text))
  return new Promise(resolve => socket.on('error', () => undefined).once('close', () => resolve({ said, ms: performance.now() - begun })))
}

test.each([
  ['says nothing at all', ''],
  ['never ends its headers', 'GET /api/address HTTP/1.1\r\nHost: x\r\nX-Slow: '],
])('a client that %s is let go', async (_name, bytes) => {
  const { port } = await aServer({ patience: { ...PATIENCE, headersMs: 300, requestMs: 3000, lookMs: 50 } })
  const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
  expect((await endOf(socket)).ms).toBeLessThan(2000)
})

test('a body that never comes is refused in words, and the connection ends', async () => {
  const { port } = await aServer({ patience: { ...PATIENCE, headersMs: 300, requestMs: 500, lookMs: 50 } })
  const socket = connect(port, '127.0.0.1', () => socket.write(`${HEAD}Content-Length: 1000\r\n\r\nabc`))
  const { said } = await endOf(socket)
  expect(said).toMatch(/^HTTP\/1.1 408 /)
  expect(JSON.parse(said.split('\r\n\r\n')[1] ?? '')).toMatchObject({ code: 'too-slow', status: 408 })
})

test('a body that comes slowly is taken, however often the server looks at it meanwhile', async () => {
  const { port } = await aServer({ patience: { ...PATIENCE, headersMs: 200, lookMs: 20 } })
  const socket = connect(port, '127.0.0.1')
  socket.write(`${HEAD}Content-Length: 100000\r\nConnection: close\r\n\r\n`)
  const ended = endOf(socket)
  for (let sent = 0; sent < 100_000; sent += 5000) {
    socket.write(Buffer.alloc(5000))
    await pause(50)
  }
  expect((await ended).said).toContain('{"bytes":100000}')
})

test('a connection kept between two requests outlives the patience for headers', async () => {
  const { port } = await aServer({ patience: { ...PATIENCE, headersMs: 200, lookMs: 20 } })
  const socket = connect(port, '127.0.0.1')
  const ended = endOf(socket)
  socket.write('GET /api/take HTTP/1.1\r\nHost: x\r\n\r\n')
  await pause(800)
  socket.write('GET /api/take HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
  expect((await ended).said.match(/HTTP\/1.1 405/g)).toHaveLength(2)
})

test('a connection without a byte either way is let go', async () => {
  const { port } = await aServer({ patience: { ...PATIENCE, silenceMs: 300, requestMs: 3000, headersMs: 3000 } })
  const socket = connect(port, '127.0.0.1', () => socket.write(`${HEAD}Content-Length: 10\r\n\r\n`))
  expect((await endOf(socket)).ms).toBeLessThan(2000)
})

test('the largest piece that is taken fits the patience on a slow mobile line', () => {
  const slow3g = 400_000 / 8
  expect((8 << 20) / slow3g).toBeLessThan(PATIENCE.requestMs / 1000)
  expect(PATIENCE.headersMs).toBeLessThan(PATIENCE.requestMs)
})

test('a client that leaves before its turn is no fault of ours, and its address stays known', async () => {
  const { port, log } = await aServer()
  for (const path of ['/api/address', '/api/take', '/nowhere']) {
    const socket = connect(port, '127.0.0.1', () => socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`))
    await new Promise(resolve => socket.once('connect', resolve))
    await pause(20)
    socket.resetAndDestroy()
  }
  await pause(300)
  expect(log).toEqual([])
  expect(addresses).toEqual(['127.0.0.1'])
})

test('a client that leaves in the middle of its body is no fault of ours', async () => {
  const { port, log } = await aServer()
  const socket = connect(port, '127.0.0.1', () => socket.write(`${HEAD}Content-Length: 100000\r\n\r\nabc`))
  await pause(200)
  socket.resetAndDestroy()
  await pause(200)
  expect(log).toEqual([])
})

test('who is refused at the door is counted too', async () => {
  const { port } = await aServer({ callsPerMinute: 5 })
  const statuses: number[] = []
  for (let n = 0; n < 7; n++) statuses.push((await fetch(`http://127.0.0.1:${port}/api/take`, { method: 'POST' })).status)
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429])
})

test('a server that ends lets an answer that has begun come whole, then closes its connection', async () => {
  const { port } = await aServer()
  const idle = endOf(connect(port, '127.0.0.1'))
  const socket = connect(port, '127.0.0.1', () => socket.write('GET /api/stream HTTP/1.1\r\nHost: x\r\n\r\n'))
  const ended = endOf(socket)
  await pause(100)
  const begun = performance.now()
  await app.close()
  expect((await ended).said).toContain('line 4\n\r\n0\r\n\r\n')
  expect((await idle).ms).toBeLessThan((await ended).ms)
  expect(performance.now() - begun).toBeLessThan(2000)
})

test('a server that ends waits for a client who reads slowly', async () => {
  const { port } = await aServer()
  const socket = connect(port, '127.0.0.1', () => socket.write('GET /api/large HTTP/1.1\r\nHost: x\r\n\r\n'))
  let bytes = 0
  socket.on('data', data => (bytes += data.length))
  await new Promise(resolve => socket.once('data', resolve))
  socket.pause()
  const closed = app.close()
  await pause(200)
  socket.resume()
  await Promise.all([closed, new Promise(resolve => socket.once('close', resolve))])
  expect(bytes).toBeGreaterThan(LARGE)
})

test('a server that ends cuts what lasts longer than its patience', async () => {
  const { port } = await aServer({ patience: { ...PATIENCE, endMs: 200 } })
  const socket = connect(port, '127.0.0.1', () => socket.write(`${HEAD}Content-Length: 100\r\n\r\nabc`))
  const ended = endOf(socket)
  await pause(150)
  await app.close()
  expect((await ended).ms).toBeLessThan(2000)
})
