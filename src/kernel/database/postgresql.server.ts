import { createHmac } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { Socket } from 'node:net'
import pg from 'pg'
import type { Logger } from 'pino'
import { type Database, queriesOver } from './database.server.ts'
import { tellOutages } from './outage.server.ts'

/** Where packets vanish, a connection would be waited for during minutes. */
const PATIENCE_MS = 10_000

/** A connection that says nothing for so long while it is asked is given up: the system would believe in it for a quarter of an hour. */
const SILENCE_MS = 120_000
const KNOCKING = { keepAlive: true, keepAliveInitialDelayMillis: 10_000, connectionTimeoutMillis: PATIENCE_MS }

/** Connects to a PostgreSQL 15 or later as the server's own role, which owns nothing and is bound by row-level security. */
export function openPostgresql(url: string, log: Logger | undefined, { size = 10, silenceMs = SILENCE_MS } = {}): Database {
  const pool = new pg.Pool({ connectionString: url, max: size, ...KNOCKING, stream: () => impatientSocket(silenceMs) })
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

function impatientSocket(silenceMs: number): Socket {
  const socket = new Socket()
  const fellSilent = () => Object.assign(new Error('the database fell silent'), { code: 'ETIMEDOUT' })
  return socket.setTimeout(silenceMs, () => socket.destroy(fellSilent()))
}

/**
 * Gives the server a login that is not the owner of the tables, and answers its address. When the owner may not create roles, the
 * server keeps the owner's login and row-level security binds it only through `set role`: `ownLogin` says which. Roles belong to the
 * whole PostgreSQL server, so each installation has its own, named after its key.
 */
export async function serverLogin(owner: pg.ClientBase, ownerUrl: string, key: Buffer): Promise<{ url: string; ownLogin: boolean }> {
  const { rows } = await owner.query<{ able: boolean }>(
    'select rolsuper or rolcreaterole as able from pg_roles where rolname = current_user',
  )
  if (!rows[0]?.able) return { url: ownerUrl, ownLogin: false }
  const secret = (of: string) => createHmac('sha256', key).update(of).digest('hex')
  const login = `courant_${secret('database login name').slice(0, 12)}`
  const url = new URL(ownerUrl)
  url.username = login
  url.password = secret('database login')
  // Two that change one role at once fail: it is changed only as long as nobody gets in by it.
  if (!(await getsIn(url.href))) {
    await owner.query(`do $$ begin create role ${login} login; exception when duplicate_object or unique_violation then null; end $$`)
    await owner.query(`alter role ${login} login password ${pg.escapeLiteral(url.password)}`)
    for (const [setting, value] of Object.entries(VANISHED)) await owner.query(`alter role ${login} set ${setting} = '${value}'`)
    await owner.query(`grant courant_app, courant_system to ${login}`)
  }
  return { url: url.href, ownLogin: true }
}

/** A node that vanishes in the middle of a transaction, its machine or its line with it, holds the locks of a room no longer than this. */
const VANISHED = {
  idle_in_transaction_session_timeout: '60s',
  tcp_keepalives_idle: '10',
  tcp_keepalives_interval: '5',
  tcp_keepalives_count: '4',
}

async function getsIn(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: PATIENCE_MS })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return true
  } catch (error) {
    if (String((error as { code?: string }).code).startsWith('28')) return false
    throw error
  } finally {
    await client.end()
  }
}

/** One connection listens for the whole process and comes back by itself: a notice lost meanwhile only delays a look at the table. */
function listenOn(url: string): Pick<Database, 'listen' | 'close'> {
  const channels = new EventEmitter().setMaxListeners(0)
  const names = new Set<string>()
  let client: Promise<pg.Client> | undefined
  let closed = false
  async function connect(): Promise<pg.Client> {
    const fresh = new pg.Client({ connectionString: url, ...KNOCKING })
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
      // One that never came about has nothing to end.
      await client?.then(
        open => open.end(),
        () => undefined,
      )
    },
  }
}
