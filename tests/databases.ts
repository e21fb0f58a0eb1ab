import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, inject } from 'vitest'
import type { Database } from '#kernel/database/database.server.ts'
import type { SchemaMigrations } from '#kernel/database/migrate.server.ts'
import { openDatabase } from '#kernel/database/open.server.ts'

export const TEST_KEY = Buffer.alloc(32, 7)
export const ENGINES = ['pglite', 'postgresql'] as const

/** A fresh, migrated database of either engine. Closing it removes it. */
export async function freshDatabase(engine: (typeof ENGINES)[number], schemas: SchemaMigrations[] = []): Promise<Database> {
  if (engine === 'pglite') return openDatabase({ key: TEST_KEY }, schemas)
  const url = await freshPostgresqlUrl()
  return openDatabase({ key: TEST_KEY, url }, schemas)
}

/** The address of an empty database on the test server. */
export async function freshPostgresqlUrl(): Promise<string> {
  const server = inject('postgresql')
  const name = `test_${randomBytes(6).toString('hex')}`
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  return server.replace(/\/postgres$/, `/${name}`)
}

/** Runs the same suite on both engines: what holds on one must hold on the other. */
export function onBothEngines(name: string, schemas: SchemaMigrations[], suite: (database: () => Database) => void): void {
  describe.each(ENGINES)(`${name} (%s)`, engine => {
    let database: Database
    beforeAll(async () => {
      database = await freshDatabase(engine, schemas)
    }, 60_000)
    afterAll(() => database?.close())
    suite(() => database)
  })
}

/** Makes an organisation and answers its id. */
export async function anOrganisation(database: Database, name: string): Promise<string> {
  const organisation = crypto.randomUUID()
  await database.asSystem(query => query.insertInto('kernel.organisation').values({ organisation, name }).execute())
  return organisation
}
