import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '#kernel/database/database.server.ts'
import { openDatabase } from '#kernel/database/open.server.ts'
import { healthRoutes } from '#kernel/http/health.server.ts'
import { buildServer } from '#kernel/http/server.server.ts'
import { type JobDefinition, type Jobs, openJobs, prepareJobs } from '#kernel/job/job.server.ts'
import type { Kernel } from '#kernel/kernel.server.ts'
import { type Cluster, startCluster } from './cluster.ts'
import { TEST_KEY } from './databases.ts'

const done: string[] = []
const QUEUES: JobDefinition<never, unknown>[] = ['print', 'shrink', 'count'].map(name => ({
  name: `test.${name}`,
  run: async ({ page }: { page: string }) => void done.push(page),
}))
const lines: { level: number; msg: string; missed?: number }[] = []
const log = pino({ level: 'warn' }, { write: line => void lines.push(JSON.parse(line)) })

let cluster: Cluster
let database: Database
let jobs: Jobs
beforeAll(async () => {
  cluster = await startCluster()
  database = await openDatabase({ key: TEST_KEY, url: cluster.url, log }, [], owner => prepareJobs(owner, QUEUES))
  jobs = await openJobs({ database, log })
  await jobs.work(QUEUES, undefined)
})
afterAll(async () => {
  await jobs?.stop()
  await database?.close()
  cluster?.stop()
})

test('an outage of the database is said once when it begins and once when it is over, and jobs are done again', async () => {
  const kernel = { database, log, version: '0' } as Kernel
  const door = { kernel, log, callsPerMinute: 1000, behindProxy: false, origins: [], authenticate: async () => undefined }
  const { app } = await buildServer({ ...door, routes: healthRoutes })
  const readiness = async () => (await app.inject({ url: '/readyz' })).json()

  expect(await readiness()).toMatchObject({ status: 'ready' })
  cluster.goesAway()
  await new Promise(resolve => setTimeout(resolve, 4000))
  expect(await readiness()).toMatchObject({ status: 503, code: 'database-away' })
  expect(lines.map(({ level, msg }) => [level, msg])).toEqual([[50, 'the database does not answer; it is asked again until it does']])

  cluster.comesBack()
  await expect.poll(async () => (await readiness()).status).toBe('ready')
  await expect.poll(() => lines.length).toBe(2)
  expect(lines[1]).toMatchObject({ level: 40, msg: 'the database answers again' })
  expect(lines[1]?.missed).toBeGreaterThan(QUEUES.length * 3)
  await jobs.ask('test.print', { page: 'after' })
  await expect.poll(() => done).toEqual(['after'])
  expect(lines).toHaveLength(2)
  await app.close()
})
