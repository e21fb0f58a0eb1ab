import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase } from '../../../tests/databases.ts'
import { announce, type Database } from './database.server.ts'

let database: Database
beforeAll(async () => {
  database = await freshDatabase('postgresql')
}, 60_000)
afterAll(() => database?.close())

const LISTENERS = sql<{ pid: number }>`
  select pid from pg_stat_activity where datname = current_database() and query ~* '^listen' and backend_type = 'client backend'`

async function end(pid: number): Promise<void> {
  await sql`select pg_terminate_backend(${pid})`.execute(database.kysely)
}

test('a connection lost between two statements of a transaction fails that transaction, and ends nothing else', async () => {
  const lost = Promise.withResolvers<void>()
  const begun = Promise.withResolvers<number>()
  const work = database.asSystem(async query => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(query)
    begun.resolve(rows[0]?.pid ?? 0)
    await lost.promise
    return sql`select 1`.execute(query)
  })
  await end(await begun.promise)
  setTimeout(lost.resolve, 200)
  await expect(work).rejects.toThrow(/not queryable|terminat/)
  expect(await database.kysely.selectFrom('kernel.organisation').select('name').execute()).toEqual([])
})

test('the connection that listens comes back by itself, and stays the only one', async () => {
  const heard: string[] = []
  await database.listen('news', said => heard.push(said))
  for (const round of ['first', 'second']) {
    for (const { pid } of (await LISTENERS.execute(database.kysely)).rows) await end(pid)
    await expect.poll(async () => (await LISTENERS.execute(database.kysely)).rows.length, { timeout: 5000 }).toBe(1)
    await database.asSystem(query => announce(query, 'news', round))
    await expect.poll(() => heard.at(-1)).toBe(round)
  }
  expect(heard).toEqual(['first', 'second'])
})
