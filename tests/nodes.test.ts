import { copyFileSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { type Cluster, startCluster } from './cluster.ts'
import { OWNER_KEY, type RunningServer, startServer } from './server.ts'

const TOKEN = 'abc-123-def-456'

let cluster: Cluster
let near: RunningServer
let far: RunningServer
let away = false

/** One PostgreSQL, a node for pages and devices, and a node for devices and jobs alone. */
beforeAll(async () => {
  cluster = await startCluster()
  near = await startServer({ DATABASE_URL: cluster.url, COURANT_ROLES: 'web,sync' })
  const folder = mkdtempSync(join(tmpdir(), 'courant-far-'))
  copyFileSync(join(near.folder, 'key'), join(folder, 'key'))
  far = await startServer({ DATABASE_URL: cluster.url, COURANT_ROLES: 'sync,jobs', COURANT_KEY_FILE: join(folder, 'key') })
}, 120_000)

afterAll(async () => {
  await near?.stop()
  await far?.stop()
  if (!away) cluster?.stop()
})

test('what one node takes reaches a device of the other', async () => {
  await near.call('POST', '/api/crm/clients', { name: 'GIRASOLE' })
  await near.call('POST', '/api/crm/projects', { client_id: 1 })
  await near.call('POST', '/api/planning/interventions', { project_id: 1, date: '2025-12-10', type: 'audit_complet' })
  await near.call('POST', '/api/audits', { intervention_id: 1, audit_token: TOKEN })
  await near.call('POST', '/api/shared-config', { audit_token: TOKEN, string_count: 2, modules_per_string: 3 })
  const heard: string[] = []
  const device = new WebSocket(`${far.url.replace('http', 'ws')}/api/live`, { headers: { authorization: `Bearer ${OWNER_KEY}` } })
  device.on('message', text => heard.push(String(text)))
  await new Promise(open => device.once('open', open))
  device.send(JSON.stringify({ type: 'open', room: TOKEN, since: null }))
  await expect.poll(() => heard.some(text => text.includes('S1') || text.includes('plant')), { timeout: 10_000 }).toBe(true)
  await near.call('POST', `/api/audit/${TOKEN}/module/S2-3`, { status: 'dead', technicianId: 'tech_1' })
  await expect.poll(() => heard.at(-1), { timeout: 10_000 }).toContain('S2-3')
  device.close()
})

test('a node does what its roles say', async () => {
  expect((await far.call('GET', '/api/audits')).status).toBe(404)
  expect((await far.call('GET', '/readyz')).status).toBe(200)
  expect((await near.call('GET', '/api/audits')).status).toBe(200)
})

test('while the database is away a node is alive but not ready, and takes up again by itself', async () => {
  cluster.crash()
  await expect.poll(async () => (await near.call('GET', '/readyz')).status, { timeout: 20_000 }).toBe(200)
  const marked = await near.call('POST', `/api/audit/${TOKEN}/module/S2-2`, { status: 'ok', technicianId: 'tech_1' })
  expect(marked.status).toBe(200)
  cluster.stop()
  away = true
  const answers = await Promise.all(['/healthz', '/metrics', '/readyz', '/api/audits'].map(path => near.call('GET', path)))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 503, 503])
  expect(answers[3]?.body).toMatchObject({ code: 'database-away' })
}, 60_000)
