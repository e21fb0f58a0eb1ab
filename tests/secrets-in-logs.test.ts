import { pino } from 'pino'
import { expect, test } from 'vitest'
import { openAccess } from '#kernel/access/access.server.ts'
import { inviteUser } from '#kernel/access/operator.server.ts'
import { buildServer } from '#kernel/http/server.server.ts'
import type { Kernel } from '#kernel/kernel.server.ts'
import { aKey, asker, Browser, secretOf } from './access.ts'
import { anOrganisation, freshDatabase, TEST_KEY } from './databases.ts'

const PASSWORD = 'un mot de passe à taire'
const ORIGIN = 'http://courant.test'

test('the most talkative log holds no key, cookie, link or password, and no client is shown a stack', async () => {
  const lines: string[] = []
  const log = pino({ level: 'trace' }, { write: line => void lines.push(line) })
  const database = await freshDatabase('pglite')
  const organisation = await anOrganisation(database, 'Atelier')
  const access = openAccess({ database, key: TEST_KEY, log })
  const fault = { method: 'GET', path: '/api/fault', summary: 'A fault of ours', right: 'public' as const }
  const { app } = await buildServer({
    kernel: { database, log, version: '0', folder: '' } as unknown as Kernel,
    routes: [...access.routes, { ...fault, response: access.routes[0]!.response, handler: () => Promise.reject(new Error('boom')) }],
    authenticate: access.authenticate,
    log,
    callsPerMinute: 1000,
    behindProxy: true,
    origins: [],
  })
  const key = await aKey(database, organisation)
  const ana = new Browser(app)
  const { address } = await inviteUser(database, { organisation: 'Atelier', email: 'ana@example.org', role: 'lead', origin: ORIGIN })
  const link = secretOf(address)
  await ana.ask('POST', '/api/invitations/exchange', { token: link, name: 'Ana', password: PASSWORD })
  await ana.ask('POST', '/api/auth/sign-in/email', { email: 'ana@example.org', password: `${PASSWORD} ?` })
  await ana.ask('POST', '/api/auth/sign-in/email', { email: 'ana@example.org', password: PASSWORD })
  expect((await ana.ask('GET', '/api/me')).statusCode).toBe(200)
  await asker(app, key)('GET', '/api/me')
  await asker(app, `${key}wrong`)('GET', '/api/me')
  const faults = [await ana.ask('GET', '/api/fault'), await asker(app, key)('GET', '/api/fault')]
  for (const answer of faults) {
    expect(answer.json()).toMatchObject({ status: 500, code: 'reading-failed' })
    expect(answer.body).not.toMatch(/boom|\.ts:|node_modules/)
  }
  const said = lines.join('')
  expect(said).toContain('boom')
  const secrets = [key, link, PASSWORD, ...ana.cookies.values()]
  expect(secrets.length).toBeGreaterThan(3)
  expect(secrets.filter(secret => said.includes(secret) || said.includes(encodeURIComponent(secret)))).toEqual([])
  await app.close()
  await database.close()
}, 60_000)
