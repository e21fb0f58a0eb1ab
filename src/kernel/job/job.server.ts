import type pg from 'pg'
import { PgBoss } from 'pg-boss'
import type { Logger } from 'pino'
import type { Query } from '#kernel/database/database.server.ts'

/** Work that is done apart from a request: once, by one process at a time, and again after a failure. */
export interface JobDefinition<Data extends object> {
  name: string
  /** A cron line in Paris time, for work that is due by itself. */
  due?: string
  /** How often it is tried again after a failure. */
  retries?: number
  /** Safe to run twice: a process can die between the work and its note. */
  run(data: Data): Promise<void>
}

export interface Jobs {
  /** Asks for a job; inside a transaction it is asked only if that transaction commits. */
  ask(name: string, data: object, query?: Query): Promise<void>
  stop(): Promise<void>
}

const POLL_SECONDS = 0.5

/** Opens the queue. `owner` may create its tables; without `work` the jobs can be asked for and are run by another process. */
export async function openJobs(pool: pg.Pool, definitions: JobDefinition<never>[], log: Logger, work = true): Promise<Jobs> {
  const boss = new PgBoss({ db: overPool(pool), schema: 'job', supervise: work, schedule: work })
  boss.on('error', error => log.error({ err: error }, 'job queue failed'))
  await boss.start()
  for (const definition of definitions) await boss.createQueue(definition.name, { retryLimit: definition.retries ?? 2 })
  if (work) for (const definition of definitions) await employ(boss, definition, log)
  return {
    async ask(name, data, query) {
      await boss.send(name, data, query ? { db: overTransaction(query) } : {})
    },
    stop: () => boss.stop({ graceful: true, timeout: 10_000 }),
  }
}

async function employ(boss: PgBoss, definition: JobDefinition<never>, log: Logger): Promise<void> {
  if (definition.due) await boss.schedule(definition.name, definition.due, {}, { tz: 'Europe/Paris' })
  await boss.work(definition.name, { pollingIntervalSeconds: POLL_SECONDS }, async jobs => {
    for (const job of jobs) {
      const start = performance.now()
      await definition.run(job.data as never)
      log.info({ job: definition.name, id: job.id, ms: Math.round(performance.now() - start) }, 'job done')
    }
  })
}

type Sql = { executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }> }

function overPool(pool: pg.Pool): Sql {
  return { executeSql: (text, values) => pool.query(text, values) }
}

function overTransaction(query: Query): Sql {
  return {
    async executeSql(text, values) {
      const result = await query.executeQuery({
        sql: text,
        parameters: values ?? [],
        query: { kind: 'RawNode' },
        queryId: { queryId: '' },
      } as never)
      return { rows: result.rows }
    },
  }
}
