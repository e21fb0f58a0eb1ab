import type pg from 'pg'
import type { Logger } from 'pino'

/** What the system and PostgreSQL say of a server that is not there, stops, starts or takes no more connections. */
const AWAY = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN'],
  ...['57P01', '57P02', '57P03', '08000', '08001', '08003', '08004', '08006', '53300'],
])
/** The driver gives these no code. */
const AWAY_WORDS = /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/

/** Does an error say that the database is not there, and nothing of what was asked of it? */
export function isAway(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown }
  return AWAY.has(String(code)) || AWAY_WORDS.test(String(message))
}

/** The connection was lost while a transaction was being committed: what it did may be there. */
export function isUnsure(error: unknown): boolean {
  return (error as { unsure?: boolean } | undefined)?.unsure === true
}

/**
 * Says once that the database has gone and once that it is back, with how often it was missed meanwhile. Everything that asks goes through
 * the pool, so nobody else has to say it.
 */
export function tellOutages(pool: pg.Pool, log: Logger): void {
  let gone: { at: number; missed: number } | undefined
  const missed = (error: unknown) => {
    if (!isAway(error)) return
    if (!gone) log.error({ err: error }, 'the database does not answer; it is asked again until it does')
    gone ??= { at: Date.now(), missed: 0 }
    gone.missed += 1
  }
  const answered = () => {
    if (gone) log.warn({ missed: gone.missed, seconds: Math.round((Date.now() - gone.at) / 1000) }, 'the database answers again')
    gone = undefined
  }
  const connect = pool.connect.bind(pool) as (told?: Connected) => Promise<pg.PoolClient>
  const watched = (told?: Connected) => {
    if (!told) return new Promise((resolve, reject) => watched((error, client) => (error ? reject(error) : resolve(client))))
    return connect((error, client, release) => {
      if (error) missed(error)
      else answered()
      told(error, client, release)
    })
  }
  pool.connect = watched as typeof pool.connect
}

type Connected = (error: Error | undefined, client: pg.PoolClient | undefined, release: (broken?: unknown) => void) => void
