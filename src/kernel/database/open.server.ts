import type pg from 'pg'
import type { Logger } from 'pino'
import type { Database } from './database.server.ts'
import { migrate, type SchemaMigrations } from './migrate.server.ts'
import { connectOwner, placeOf } from './owner.server.ts'
import { openEmbedded } from './pglite.server.ts'
import { openPostgresql, serverLogin } from './postgresql.server.ts'
import { asAllowedOwner } from './rights.server.ts'

export interface DatabaseSettings {
  /** A PostgreSQL address with the right to create tables; without one the embedded database is opened. */
  url?: string | undefined
  /** Folder of the embedded database; in memory when absent. */
  folder?: string | undefined
  /** The embedded database of that folder, when it is already waking. */
  embedded?: Promise<Database> | undefined
  /** The installation's key: the server's own database password is derived from it. */
  key: Buffer
  /** Told when the database goes and comes back. */
  log?: Logger
}

export const KERNEL_MIGRATIONS: SchemaMigrations = { schema: 'kernel', folder: new URL('../migrations/', import.meta.url) }

/** What else the owner of the database must do before the server uses it: the tables of a library, for instance. */
export type Prepare = (owner: pg.ClientBase) => Promise<void>

/** Opens the database that the settings name and brings its tables up to date. */
export async function openDatabase(
  settings: DatabaseSettings,
  schemas: SchemaMigrations[],
  prepare: Prepare = async () => undefined,
): Promise<Database & { ownLogin: boolean }> {
  const all = [KERNEL_MIGRATIONS, ...schemas]
  if (settings.url === undefined) return openAndMigrate(settings.embedded ?? openEmbedded(settings.folder), all, prepare)
  const owner = await connectOwner(settings.url)
  try {
    // Nodes that start together take their turn: what one makes, the next finds made.
    await owner.query('select pg_advisory_lock(727002)')
    await asAllowedOwner(owner, placeOf(settings.url), async () => {
      await migrate(owner, all)
      await prepare(owner)
    })
    const { url, ownLogin } = await serverLogin(owner, settings.url, settings.key)
    return { ...openPostgresql(url, settings.log), ownLogin }
  } finally {
    await owner.end()
  }
}

async function openAndMigrate(
  embedded: Promise<Database>,
  schemas: SchemaMigrations[],
  prepare: Prepare,
): Promise<Database & { ownLogin: boolean }> {
  const database = await embedded
  try {
    const client = await database.pool.connect()
    try {
      await migrate(client, schemas)
      await prepare(client)
    } finally {
      client.release()
    }
    return { ...database, ownLogin: false }
  } catch (error) {
    await database.close()
    throw error
  }
}
