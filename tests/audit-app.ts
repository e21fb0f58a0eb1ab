import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { afterAll, beforeAll, describe } from 'vitest'
import { audit } from '#audit/audit.server.ts'
import { openAccess } from '#kernel/access/access.server.ts'
import { addKey } from '#kernel/access/key.server.ts'
import { namesOf } from '#kernel/access/names.server.ts'
import type { Role } from '#kernel/access/role.ts'
import type { Database } from '#kernel/database/database.server.ts'
import { buildServer } from '#kernel/http/server.server.ts'
import type { Kernel } from '#kernel/kernel.server.ts'
import { openRooms } from '#kernel/sync/rooms.server.ts'
import { anOrganisation, ENGINES, freshDatabase, TEST_KEY } from './databases.ts'

export interface Answer {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: answers are read field by field by assertions
  body: any
}

export interface Caller {
  organisation: string
  /** What every request of this caller carries. */
  headers: Record<string, string>
  get(path: string): Promise<Answer>
  post(path: string, body: unknown): Promise<Answer>
  call(method: string, path: string, body?: unknown): Promise<Answer>
}

export interface AuditApp {
  kernel: Kernel
  app: FastifyInstance
  database: Database
  /** A program with a key of this role, in an organisation of its own unless one is given. */
  caller(role?: Role, organisation?: string): Promise<Caller>
}

/** The domain's routes behind the real server, its real keys and its real rooms, on both databases. */
export function onAuditApp(name: string, suite: (app: () => AuditApp) => void): void {
  describe.each(ENGINES)(`${name} (%s)`, engine => {
    let open: AuditApp & { close(): Promise<void> }
    beforeAll(async () => {
      open = await openAuditApp(engine)
    }, 60_000)
    afterAll(() => open?.close())
    suite(() => open)
  })
}

async function openAuditApp(engine: (typeof ENGINES)[number]): Promise<AuditApp & { close(): Promise<void> }> {
  const database = await freshDatabase(engine, [audit.migrations])
  const log = pino({ level: 'error' })
  const rooms = await openRooms({ database, definitions: audit.rooms, log, names: namesOf })
  const kernel = { database, rooms, log, version: '0', folder: '', jobs: undefined, files: undefined } as unknown as Kernel
  const access = openAccess({ database, key: TEST_KEY, log })
  const { app } = await buildServer({
    kernel,
    routes: audit.routes,
    authenticate: access.authenticate,
    log,
    callsPerMinute: 1e6,
    behindProxy: false,
    origins: [],
  })
  return {
    kernel,
    app,
    database,
    caller: (role = 'owner', organisation) => aCaller(app, database, role, organisation),
    async close() {
      await app.close()
      await rooms.close()
      await database.close()
    },
  }
}

async function aCaller(app: FastifyInstance, database: Database, role: Role, organisation?: string): Promise<Caller> {
  const place = organisation ?? (await anOrganisation(database, crypto.randomUUID()))
  const { key } = await database.asSystem(query => addKey(query, { organisation: place, name: `${role} key`, role, by: null }))
  const headers = { authorization: `Bearer ${key}` }
  async function call(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await app.inject({
      method: method as 'GET',
      url: path,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    return { status: response.statusCode, body: response.body === '' ? null : response.json() }
  }
  return { organisation: place, headers, call, get: path => call('GET', path), post: (path, body) => call('POST', path, body) }
}

/** An audit of so many strings, made through the documented endpoints. */
export async function anAudit(
  owner: Pick<Caller, 'post'>,
  strings: number,
  modulesPerString: number,
  token: string = crypto.randomUUID(),
): Promise<string> {
  const client = await owner.post('/api/crm/clients', { name: 'GIRASOLE' })
  const project = await owner.post('/api/crm/projects', {
    client_id: client.body.id,
    pv_config: { strings, modules_per_string: modulesPerString },
  })
  const visit = await owner.post('/api/planning/interventions', { project_id: project.body.id, date: '2025-12-10', type: 'audit_complet' })
  await owner.post('/api/audits', { intervention_id: visit.body.id, audit_token: token })
  await owner.post('/api/shared-config', { audit_token: token, string_count: strings, modules_per_string: modulesPerString })
  return token
}
