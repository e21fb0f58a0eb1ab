import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, freshPostgresqlUrl } from '../../../tests/databases.ts'
import { announce, type Database } from './database.server.ts'
import { openDatabase } from './open.server.ts'
import { isAway, isUnsure } from './outage.server.ts'
import { openPostgresql } from './postgresql.server.ts'

let database: Database
beforeAll(async () => {
  database = await freshDatabase('postgresql')
}, 60_000)
afterAll(() => database?.close())

/** The connections that listen, by their process. */
async function listeners(): Promise<number[]> {
  const { rows } = await sql<{ pid: number }>`select pid from pg_stat_activity
    where datname = current_database() and query ~* '^listen' and state = 'idle'`.execute(database.kysely)
  return rows.map(({ pid }) => pid)
}

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

test('a connection lost while a transaction is committed leaves open whether it was', async () => {
  const work = database.asSystem(async query => {
    await sql`create temp table word (said text)`.execute(query)
    await sql`create function pg_temp.leave() returns trigger language plpgsql as
      $$ begin perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(5); return null; end $$`.execute(query)
    await sql`create constraint trigger leave after insert on word deferrable initially deferred
      for each row execute function pg_temp.leave()`.execute(query)
    await sql`insert into word values ('last')`.execute(query)
  })
  const lost = await work.catch((error: unknown) => error)
  expect([isAway(lost), isUnsure(lost)]).toEqual([true, true])
})

test('the connection that listens comes back by itself, and stays the only one', async () => {
  const heard: string[] = []
  await database.listen('news', said => heard.push(said))
  for (const round of ['first', 'second']) {
    const before = await listeners()
    expect(before).toHaveLength(1)
    for (const pid of before) await end(pid)
    // One that was told to end is still there for a moment, and takes the news with it.
    await expect.poll(async () => (await listeners()).map(pid => before.includes(pid)), { timeout: 5000 }).toEqual([false])
    await database.asSystem(query => announce(query, 'news', round))
    await expect.poll(() => heard.at(-1)).toBe(round)
  }
  expect(heard).toEqual(['first', 'second'])
})

test('a line on which packets vanish is given up, and others are opened once they pass again', async () => {
  const url = new URL(await freshPostgresqlUrl())
  const [port, host] = [Number(url.port), url.hostname]
  const lines = new Set<Socket>()
  const relay = createServer(near => {
    const far = connect(port, host)
    for (const socket of [near, far]) lines.add(socket.on('error', () => undefined))
    near.pipe(far)
    far.pipe(near)
  })
  await new Promise<void>(resolve => relay.listen(0, '127.0.0.1', resolve))
  url.port = String((relay.address() as AddressInfo).port)
  const distant = openPostgresql(url.href, undefined, { silenceMs: 1_000 })
  const ask = () => sql`select 1`.execute(distant.kysely)
  await ask()
  for (const socket of lines) socket.unpipe().pause()
  const lost = await ask().catch((error: unknown) => error)
  expect(isAway(lost)).toBe(true)
  expect((await ask()).rows).toHaveLength(1)
  await distant.close()
  for (const socket of lines) socket.destroy()
  relay.close()
})

test('a login of its own belongs to one installation, and its locks do not outlive a node that vanished', async () => {
  const { rows } = await sql<{ login: string; limit: string }>`
    select current_user as login, current_setting('idle_in_transaction_session_timeout') as limit`.execute(database.kysely)
  expect(rows[0]).toMatchObject({ login: expect.stringMatching(/^courant_[0-9a-f]{12}$/), limit: '1min' })
  const other = await openDatabase({ url: await freshPostgresqlUrl(), key: Buffer.alloc(32, 9) }, [])
  const others = await sql<{ login: string }>`select current_user as login`.execute(other.kysely)
  await other.close()
  expect(others.rows[0]?.login).not.toBe(rows[0]?.login)
})
