import { sql } from 'kysely'
import type pg from 'pg'
import { PgBoss } from 'pg-boss'
import type { Logger } from 'pino'
import prometheus from 'prom-client'
import type { Database, Query } from '#kernel/database/database.server.ts'
import { isAway } from '#kernel/database/outage.server.ts'

/** Work that is done apart from a request, with what it is given: once, by one process at a time, and again after a failure. */
export interface JobDefinition<Data extends object, Given> {
  name: string
  /** A cron line in Paris time, for work that is due by itself. */
  due?: string
  /** How often it is tried again after a failure. */
  retries?: number
  /** Safe to run twice: a process can die between the work and its note. */
  run(data: Data, given: Given): Promise<void>
}

export interface Jobs {
  /** Asks for a job; inside a transaction it is asked only if that transaction commits. */
  ask(name: string, data: object, query?: Query): Promise<void>
  /** Runs jobs in this process from now on. */
  work<Given>(definitions: JobDefinition<never, Given>[], given: Given): Promise<void>
  stop(): Promise<void>
}

const ended = new prometheus.Counter({ name: 'courant_jobs_total', help: 'Jobs that ended here', labelNames: ['job', 'outcome'] })

const SCHEMA = 'job'
const POLL_SECONDS = 0.5
const RETRIES = 2
const STOP_MS = 10_000
/** A job whose process gave no sign for so long is done again by another. */
const HEARTBEAT_SECONDS = 30
const LOOK_SECONDS = 30

/** Makes the queue's tables and queues, as the owner of the database: the server's own login may only use them. */
export async function prepareJobs(
  owner: pg.ClientBase,
  definitions: Pick<JobDefinition<never, never>, 'name' | 'retries'>[],
): Promise<void> {
  const boss = new PgBoss({ db: over(owner), schema: SCHEMA, supervise: false, schedule: false })
  await boss.start()
  for (const { name, retries } of definitions) {
    const settings = { retryLimit: retries ?? RETRIES, heartbeatSeconds: HEARTBEAT_SECONDS }
    await boss.createQueue(name, settings)
    await boss.updateQueue(name, settings)
  }
  await boss.stop({ graceful: false })
  await owner.query(`grant usage on schema ${SCHEMA} to courant_system`)
  await owner.query(`grant select, insert, update, delete on all tables in schema ${SCHEMA} to courant_system`)
}

/** Opens the queue that `prepareJobs` made: jobs can be asked for. This process runs them once `work` is called. */
export async function openJobs({ database, log }: { database: Database; log: Logger }): Promise<Jobs> {
  const looks = { superviseIntervalSeconds: LOOK_SECONDS, monitorIntervalSeconds: LOOK_SECONDS }
  const boss = new PgBoss({ db: over(database.pool), schema: SCHEMA, migrate: false, ...looks })
  // While the database is away every queue fails twice a second; the database says it itself, once.
  boss.on('error', error => isAway(error) || log.error({ err: error }, 'job queue failed'))
  await boss.start()
  return {
    async ask(name, data, query) {
      await boss.send(name, data, query ? { db: overTransaction(query) } : {})
    },
    async work(definitions, given) {
      for (const { name, due, run } of definitions) await employ(boss, { name, due, run: data => run(data as never, given) }, log)
    },
    stop: () => boss.stop({ graceful: true, timeout: STOP_MS }),
  }
}

interface Employed {
  name: string
  due: string | undefined
  run(data: unknown): Promise<void>
}

async function employ(boss: PgBoss, employed: Employed, log: Logger): Promise<void> {
  if (employed.due) await boss.schedule(employed.name, employed.due, {}, { tz: 'Europe/Paris' })
  await boss.work(employed.name, { pollingIntervalSeconds: POLL_SECONDS }, async jobs => {
    for (const job of jobs) await runCounted(employed, job, log)
  })
}

/** The queue tries a failed job again by itself: the log is where anybody learns that it failed. */
async function runCounted({ name, run }: Employed, { id, data }: { id: string; data: unknown }, log: Logger): Promise<void> {
  const start = performance.now()
  try {
    await run(data)
  } catch (error) {
    ended.inc({ job: name, outcome: 'failed' })
    log.error({ job: name, id, err: error }, 'job failed')
    throw error
  }
  ended.inc({ job: name, outcome: 'done' })
  log.info({ job: name, id, ms: Math.round(performance.now() - start) }, 'job done')
}

type Sql = { executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }> }

function over(client: pg.Pool | pg.ClientBase): Sql {
  return { executeSql: (text, values) => client.query(text, values) }
}

/** The queue is nobody's in particular: an organisation's transaction steps out of its role for the queue's own statement, and back. */
function overTransaction(query: Query): Sql {
  return {
    async executeSql(text, values) {
      const { rows } = await sql<{ role: string }>`select current_setting('role') as role, set_config('role', 'none', true)`.execute(query)
      const result = await query.executeQuery({
        sql: text,
        parameters: values ?? [],
        query: { kind: 'RawNode' },
        queryId: { queryId: '' },
      } as never)
      await sql`select set_config('role', ${rows[0]!.role}, true)`.execute(query)
      return { rows: result.rows }
    },
  }
}
