import { sql } from 'kysely'
import { PgBoss } from 'pg-boss'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '#kernel/database/database.server.ts'
import { openDatabase } from '#kernel/database/open.server.ts'
import { anOrganisation, ENGINES, freshPostgresqlUrl, TEST_KEY } from '../../../tests/databases.ts'
import { type JobDefinition, type Jobs, openJobs, prepareJobs } from './job.server.ts'

describe.each(ENGINES)('jobs (%s)', engine => {
  const done: string[] = []
  const print: JobDefinition<never, unknown> = { name: 'test.print', run: async ({ page }: { page: string }) => void done.push(page) }
  const log = pino({ level: 'silent' })
  let database: Database
  let jobs: Jobs

  beforeAll(async () => {
    const url = engine === 'pglite' ? undefined : await freshPostgresqlUrl()
    database = await openDatabase({ key: TEST_KEY, url }, [], owner => prepareJobs(owner, [print, { name: 'test.draw' }]))
    jobs = await openJobs({ database, log })
    await jobs.work([print], undefined)
  })
  afterAll(async () => {
    await jobs?.stop()
    await database?.close()
  })

  test('a job asked inside a transaction of an organisation is done once it commits, and never when it fails', async () => {
    const organisation = await anOrganisation(database, 'Printers')
    const fail = database.inOrganisation(organisation, async query => {
      await jobs.ask(print.name, { page: 'of the failed' }, query)
      throw new Error('rolled back')
    })
    await expect(fail).rejects.toThrow('rolled back')
    await database.inOrganisation(organisation, query => jobs.ask(print.name, { page: 'of the committed' }, query))
    await expect.poll(() => done, { timeout: 10_000 }).toEqual(['of the committed'])
  })

  test('a job whose process gives no sign any more is done again by another', async () => {
    const held = Promise.withResolvers<void>()
    const tries: number[] = []
    const run = async () => void (tries.push(tries.length) === 1 && (await held.promise))
    const draw: JobDefinition<never, unknown> = { name: 'test.draw', run }
    const other = await openJobs({ database, log })
    await jobs.work([draw], undefined)
    await jobs.ask(draw.name, {})
    await expect.poll(() => tries, { timeout: 10_000 }).toEqual([0])
    await other.work([draw], undefined)
    await database.asSystem(async query => {
      await sql`update job.job set heartbeat_on = now() - interval '1 minute' where name = ${draw.name}`.execute(query)
      await sql`update job.queue set monitor_on = null`.execute(query)
    })
    const watch = new PgBoss({ db: { executeSql: (text, values) => database.pool.query(text, values) }, schema: 'job', migrate: false })
    await watch.start()
    await watch.supervise(draw.name)
    await expect.poll(() => tries, { timeout: 10_000 }).toEqual([0, 1])
    held.resolve()
    await Promise.all([watch.stop({ graceful: false }), other.stop()])
  })

  test('after asking, the transaction still sees the rows of its organisation alone', async () => {
    const [mine] = [await anOrganisation(database, 'Mine'), await anOrganisation(database, 'Theirs')]
    const names = await database.inOrganisation(mine, async query => {
      await jobs.ask(print.name, { page: 'between' }, query)
      const { rows } = await sql<{ name: string }>`select name from kernel.organisation`.execute(query)
      return rows.map(row => row.name)
    })
    expect(names).toEqual(['Mine'])
  })
})
