import { AsyncLocalStorage } from 'node:async_hooks'
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import type pg from 'pg'
import { isAway } from './outage.server.ts'
import type { Tables } from './tables.ts'

export type Query = Transaction<Tables>

/**
 * The one way to the rows. `inOrganisation` sees the rows of that organisation alone: row-level security is on and forced on every
 * table. `asSystem` sees all of them and is for what comes before an organisation is known: sign-in, migrations, backup.
 */
export interface Database {
  engine: 'pglite' | 'postgresql'
  inOrganisation<Result>(organisation: string, work: (query: Query) => Promise<Result>): Promise<Result>
  asSystem<Result>(work: (query: Query) => Promise<Result>): Promise<Result>
  /** Single statements with the system's rights, outside any transaction; refused inside one. */
  kysely: Kysely<Tables>
  pool: pg.Pool
  /** Hears what any process of this installation announced on a channel. Resolves once listening; call the answer to stop. */
  listen(channel: string, hear: (payload: string) => void): Promise<() => Promise<void>>
  close(): Promise<void>
}

/** Announces on a channel when the transaction commits. The payload stays under 8,000 bytes (a limit of NOTIFY). */
export async function announce(query: Query, channel: string, payload: string): Promise<void> {
  await sql`select pg_notify(${channel}, ${payload})`.execute(query)
}

/** Waits until no other transaction, of any node, holds this name; it is held until the present one ends. */
export async function takeTurn(query: Query, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(query)
}

/** The transaction that the present work runs in. Timers made inside it inherit it: they run when it is over, and may query. */
const insideTransaction = new AsyncLocalStorage<{ over: boolean }>()

/** Builds the query side over a pool: transactions with their role, and the guard against a second connection inside one. */
export function queriesOver(pool: pg.Pool): Pick<Database, 'inOrganisation' | 'asSystem' | 'kysely'> {
  guardPool(pool)
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  return {
    kysely,
    asSystem: work => transact(kysely, work),
    inOrganisation: (organisation, work) =>
      transact(kysely, async query => {
        await sql`select set_config('role', 'courant_app', true), set_config('app.organisation', ${organisation}, true)`.execute(query)
        return work(query)
      }),
  }
}

function transact<Result>(kysely: Kysely<Tables>, work: (query: Query) => Promise<Result>): Promise<Result> {
  const state = { over: false }
  let worked = false
  return kysely
    .transaction()
    .execute(async query => {
      const result = await insideTransaction.run(state, () => work(query))
      worked = true
      return result
    })
    .catch((error: unknown) => {
      throw worked && isAway(error) ? Object.assign(error as Error, { unsure: true }) : error
    })
    .finally(() => {
      state.over = true
    })
}

/**
 * A query on the pool inside a transaction would wait for ever on the embedded database, whose pool holds one connection, and would
 * see another state on a server. Both engines refuse it, so that the mistake is found where it is made.
 */
function guardPool(pool: pg.Pool): void {
  const connect = pool.connect.bind(pool) as (...args: unknown[]) => unknown
  const guarded = (...args: unknown[]): unknown => {
    if (insideTransaction.getStore()?.over === false)
      throw new Error('a query on the pool inside a transaction: use the query that the transaction gave')
    return connect(...args)
  }
  pool.connect = guarded as typeof pool.connect
}
