import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'

/** A schema and the folder of its migrations: plain SQL files, run in the order of their names, never changed once published. */
export interface SchemaMigrations {
  schema: string
  folder: URL
}

export interface Migration {
  schema: string
  name: string
  text: string
  checksum: string
}

/**
 * Brings the tables up to date, as their owner. Each file runs in a transaction with its own record; a published file whose content
 * changed since it ran is an error, because two installations would no longer have the same tables. Answers what it ran. `wanted` stops
 * short of the newest: a backup is brought back into the tables it was made from.
 */
export async function migrate(client: pg.ClientBase, schemas: SchemaMigrations[], wanted = (_name: string) => true): Promise<string[]> {
  await client.query('select pg_advisory_lock(727001)')
  try {
    await client.query('create schema if not exists kernel')
    await client.query(`create table if not exists kernel.migration (
      schema text not null, name text not null, checksum text not null, ran_at timestamptz not null default now(), primary key (schema, name))`)
    const { rows } = await client.query<{ schema: string; name: string; checksum: string }>(
      'select schema, name, checksum from kernel.migration',
    )
    const ran = new Map(rows.map(row => [`${row.schema}/${row.name}`, row.checksum]))
    const fresh = schemas.flatMap(migrationsOf).filter(one => isNew(one, ran) && wanted(`${one.schema}/${one.name}`))
    for (const migration of fresh) await run(client, migration)
    return fresh.map(({ schema, name }) => `${schema}/${name}`)
  } finally {
    await client.query('select pg_advisory_unlock(727001)')
  }
}

/** The files of a schema, in the order they run. */
export function migrationsOf({ schema, folder }: SchemaMigrations): Migration[] {
  const names = readdirSync(fileURLToPath(folder))
    .filter(name => name.endsWith('.sql'))
    .sort()
  return names.map(name => {
    const text = readFileSync(new URL(name, folder), 'utf8')
    return { schema, name, text, checksum: createHash('sha256').update(text).digest('hex') }
  })
}

function isNew(migration: Migration, ran: Map<string, string>): boolean {
  const known = ran.get(`${migration.schema}/${migration.name}`)
  if (known !== undefined && known !== migration.checksum)
    throw new Error(`migration ${migration.schema}/${migration.name} was changed after it ran: add a new file instead`)
  return known === undefined
}

async function run(client: pg.ClientBase, migration: Migration): Promise<void> {
  try {
    await client.query('begin')
    await client.query(migration.text)
    await client.query('insert into kernel.migration (schema, name, checksum) values ($1, $2, $3)', [
      migration.schema,
      migration.name,
      migration.checksum,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`migration ${migration.schema}/${migration.name} failed`, { cause: error })
  }
}
