import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import type { Database } from '#kernel/database/database.server.ts'
import { freshDatabase } from '../../../tests/databases.ts'
import { healthRoutes } from './health.server.ts'
import { route } from './route.server.ts'
import { buildServer } from './server.server.ts'

const notes: unknown[] = []
const shared = { path: '/api/notes', summary: 'Notes', right: 'public' as const }
const ROUTES = [
  ...healthRoutes,
  route({
    ...shared,
    method: 'POST',
    body: z.object({ text: z.json(), answer: z.string().optional() }),
    response: z.object({ answer: z.literal('as described').optional() }),
    async handler({ body }) {
      notes.push(body.text)
      return { answer: body.answer as 'as described' }
    },
  }),
  route({ ...shared, method: 'GET', response: z.null(), handler: () => Promise.reject(new Error('boom')) }),
  route({ ...shared, method: 'DELETE', response: z.null(), handler: () => Promise.reject(new Error('boom')) }),
]
const lost = () => Promise.reject(Object.assign(new Error('Connection terminated unexpectedly'), { unsure: true }))
for (const method of ['GET', 'POST'] as const)
  ROUTES.push(route({ ...shared, path: '/api/lost', method, response: z.null(), handler: lost }))

let database: Database
beforeAll(async () => {
  database = await freshDatabase('pglite')
}, 60_000)
afterAll(() => database.close())

let app: FastifyInstance
let log: { level: number; msg: string; err?: { message: string } }[]
beforeEach(async () => {
  notes.length = 0
  log = []
  const server = await buildServer({
    kernel: { version: '0', database } as never,
    routes: ROUTES,
    authenticate: async () => undefined,
    log: pino({ level: 'warn' }, { write: line => void log.push(JSON.parse(line)) }),
    callsPerMinute: 5,
    behindProxy: false,
    origins: [],
  })
  app = server.app
})
afterEach(() => app.close())

const JSON_TYPE = 'application/json'
const post = (payload: string | Buffer, type = JSON_TYPE) =>
  app.inject({ method: 'POST', url: '/api/notes', headers: { 'content-type': type }, payload })

test('an answer of ours that is not as described does not say that nothing was changed: it was', async () => {
  const answer = await post('{"text":"taken","answer":"otherwise"}')
  expect(notes).toEqual(['taken'])
  expect(answer.json()).toMatchObject({ status: 500, code: 'answer-failed' })
  expect(answer.json().fr).toMatch(/a peut-être été fait.*rechargez/s)
  expect(answer.json().en).toMatch(/may have been done.*reload/s)
  expect(log).toMatchObject([{ level: 50, msg: 'request failed' }])
})

test.each([
  ['GET', 'reading-failed', false],
  ['DELETE', 'our-fault', true],
] as const)('a fault of ours while answering %s says whether something could have been changed', async (method, code, changes) => {
  const answer = await app.inject({ method, url: '/api/notes' })
  expect(answer.json()).toMatchObject({ status: 500, code })
  expect(answer.json().fr.includes('Rien n’a été changé')).toBe(changes)
  expect(answer.json().en.includes('Nothing was changed')).toBe(changes)
  expect(log).toMatchObject([{ level: 50, msg: 'request failed', err: { message: 'boom' } }])
})

test.each([
  ['GET', 'database-away', true],
  ['POST', 'database-unsure', false],
] as const)(
  'of a database lost at the last moment of a %s it is said whether something could have been changed',
  async (method, code, nothing) => {
    const answer = await app.inject({ method, url: '/api/lost' })
    expect(answer.json()).toMatchObject({ status: 503, code })
    expect(answer.json().fr.includes('Rien n’a été changé')).toBe(nothing)
    expect(answer.json().en.includes('Nothing was changed')).toBe(nothing)
  },
)

const nested = (levels: number) => `{"text":${'['.repeat(levels)}${']'.repeat(levels)}}`

test('a body nested deeper than anything of ours is refused, and the one below the limit is taken', async () => {
  for (const levels of [64, 50_000]) expect((await post(nested(levels))).json()).toMatchObject({ status: 400, code: 'too-deep' })
  expect(log).toEqual([])
  expect(notes).toEqual([])
  expect((await post(nested(63))).statusCode).toBe(200)
})

test('who watches the server is answered however often they ask, whatever they carry', async () => {
  const ask = (url: string) => app.inject({ url, headers: { authorization: 'Bearer wrong' } })
  for (let n = 0; n < 10; n++)
    expect([(await ask('/healthz')).statusCode, (await ask('/readyz')).statusCode, (await ask('/metrics')).statusCode]).toEqual([
      200, 200, 200,
    ])
  for (let n = 0; n < 5; n++) expect((await post('{"text":1}')).statusCode).toBe(200)
  expect((await post('{"text":1}')).statusCode).toBe(429)
})

test.each([
  ['iso-8859-1', 415, 'other-charset'],
  ['"ISO-8859-1"', 415, 'other-charset'],
  ['UTF-8', 400, 'not-utf-8'],
  [undefined, 400, 'not-utf-8'],
])('a body that is not UTF-8, said to be %s, is refused and not stored damaged', async (charset, status, code) => {
  const type = charset === undefined ? JSON_TYPE : `${JSON_TYPE}; charset=${charset}`
  const answer = await post(Buffer.from('{"text":"café"}', 'latin1'), type)
  expect(answer.json()).toMatchObject({ status, code })
  expect(answer.json().fr).not.toBe(answer.json().en)
  expect(notes).toEqual([])
})

test.each(['application/json; charset=utf-8', 'application/json;charset="UTF8"', 'text/plain;charset=UTF-8'])('%s is taken', async type => {
  expect((await post('\ufeff{"text":"café 🔥"}', type)).statusCode).toBe(200)
  expect(notes).toEqual(['café 🔥'])
})
