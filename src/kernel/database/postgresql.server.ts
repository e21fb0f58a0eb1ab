import { createHmac } from 'node:crypto'
import { EventEmitter } from 'node:events'
import pg from 'pg'
import type { Logger } from 'pino'
import { type Database, queriesOver } from './database.server.ts'
import { tellOutages } from './outage.server.ts'

const LOGIN = 'courant_server'
/** Where packets vanish, a connection would be waited for during minutes. */
const PATIENCE_MS = 10_000

/** Connects to a PostgreSQL 15 or later as the server's own role, which owns nothing and is bound by row-level security. */
export function openPostgresql(url: string, log: Logger | undefined, size = 10): Database {
  const pool = new pg.Pool({ connectionString: url, max: size, connectionTimeoutMillis: PATIENCE_MS })
  // A lost connection is replaced by the pool; its error is told where the next query is made. One that is lost between two statements
  // of a transaction says so to itself alone, and would end the process if nobody listened.
  pool.on('error', () => undefined)
  pool.on('connect', client => client.on('error', () => undefined))
  if (log) tellOutages(pool, log)
  const ears = listenOn(url)
  return {
    engine: 'postgresql',
    pool,
    ...queriesOver(pool),
    listen: ears.listen,
    async close() {
      await ears.close()
      await pool.end()
    },
  }
}

/**
 * Gives the server a login that is not the owner of the tables, and answers its address. When `ownerUrl` may not create roles, the
 * server keeps that login and row-level security binds it only through `set role`: `ownLogin` says which.
 */
export async function serverLogin(ownerUrl: string, key: Buffer): Promise<{ url: string; ownLogin: boolean }> {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    const { rows } = await owner.query<{ able: boolean }>(
      'select rolsuper or rolcreaterole as able from pg_roles where rolname = current_user',
    )
    if (!rows[0]?.able) return { url: ownerUrl, ownLogin: false }
    const password = createHmac('sha256', key).update('database login').digest('hex')
    await owner.query(`do $$ begin create role ${LOGIN} login; exception when duplicate_object or unique_violation then null; end $$`)
    await owner.query(`alter role ${LOGIN} login password ${pg.escapeLiteral(password)}`)
    await owner.query(`grant courant_app, courant_system to ${LOGIN}`)
    const url = new URL(ownerUrl)
    url.username = LOGIN
    url.password = password
    return { url: url.href, ownLogin: true }
  } finally {
    await owner.end()
  }
}

/** One connection listens for the whole process and comes back by itself: a notice lost meanwhile only delays a look at the table. */
function listenOn(url: string): Pick<Database, 'listen' | 'close'> {
  const channels = new EventEmitter().setMaxListeners(0)
  const names = new Set<string>()
  let client: Promise<pg.Client> | undefined
  let closed = false
  async function connect(): Promise<pg.Client> {
    const fresh = new pg.Client({ connectionString: url })
    fresh.on('notification', ({ channel, payload }) => channels.emit(channel, payload ?? ''))
    fresh.on('error', () => undefined)
    fresh.once('end', reconnect)
    await fresh.connect()
    for (const name of names) await fresh.query(`listen ${pg.escapeIdentifier(name)}`)
    return fresh
  }
  /** A connection ends once, whether it was lost or never came about: exactly one other follows it. */
  function reconnect(): void {
    client = undefined
    if (!closed) setTimeout(() => (closed ? undefined : ensure().catch(() => undefined)), 500).unref()
  }
  function ensure(): Promise<pg.Client> {
    client ??= connect()
    return client
  }
  return {
    async listen(channel, hear) {
      names.add(channel)
      await (await ensure()).query(`listen ${pg.escapeIdentifier(channel)}`)
      channels.on(channel, hear)
      return async () => void channels.off(channel, hear)
    },
    async close() {
      closed = true
      if (client) await (await client).end()
    },
  }
}
