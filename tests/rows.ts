import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '#kernel/database/database.server.ts'

interface Column {
  name: string
  type: string
  /** Texts that a check allows, when there is one. */
  allowed: string[]
  /** Part of a key: other tables may point at its value. */
  key: boolean
  /** Name of the column that it points at, when another table's. */
  target: string | null
}

export interface OwnedTable {
  name: string
  columns: Column[]
}

/** Every table of the product with what a row of it is made of, read from the database itself. Parents come before their children. */
export async function tablesOf(database: Database): Promise<{ owned: OwnedTable[]; shared: string[] }> {
  const { rows } = await sql<{ name: string; columns: Column[]; depth: number }>`
    with recursive tables as (
      select c.oid, c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in ('pg_catalog', 'information_schema', 'job')),
    depths as (
      select oid, 0 as depth from tables
      union select f.conrelid, d.depth + 1 from depths d join pg_constraint f on f.confrelid = d.oid and f.contype = 'f' and f.conrelid <> f.confrelid
      where d.depth < 20)
    select t.name, (select max(depth) from depths d where d.oid = t.oid) as depth,
      (select jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, null), 'allowed', coalesce(
          (select jsonb_agg(m[1]) from pg_constraint k, regexp_matches(pg_get_constraintdef(k.oid), '''([^'']*)''', 'g') m
           where k.conrelid = t.oid and k.contype = 'c' and a.attnum = any(k.conkey)), '[]'),
          'target', (select r.attname from pg_constraint k, unnest(k.conkey, k.confkey) as pair(own, theirs)
            join pg_attribute r on r.attnum = pair.theirs
            where k.conrelid = t.oid and k.contype = 'f' and r.attrelid = k.confrelid and pair.own = a.attnum limit 1),
          'key', exists (select from pg_constraint k where k.contype in ('p', 'u', 'f') and (
            (k.conrelid = t.oid and a.attnum = any(k.conkey)) or (k.confrelid = t.oid and a.attnum = any(k.confkey))))) order by a.attnum)
       from pg_attribute a where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped and a.attidentity = '' and a.attgenerated = '') as columns
    from tables t order by depth, t.name`.execute(database.kysely)
  const isOwned = (row: { columns: Column[] }) => row.columns.some(column => column.name === 'organisation')
  return { owned: rows.filter(isOwned), shared: rows.filter(row => !isOwned(row)).map(row => row.name) }
}

/** What marks the rows of an organisation: texts to look for where they should not be, one uuid for all of its things. */
export interface Mark {
  organisation: string
  word: string
  uuid: string
}

export function secretWord(mark: Mark, column: string): string {
  return `${mark.word}-${column}`
}

/** Columns whose words are read as one of a list. */
const LISTED: Record<string, string> = { role: 'viewer', scope: 'read', language: 'fr' }

/**
 * A row of the table that carries the mark in every column. A column of a key holds the same value in every table that has one of its
 * name, so that keys match; any other text is found in that one place and is never sent by a call.
 */
export function rowOf(table: OwnedTable, mark: Mark): Record<string, unknown> {
  return Object.fromEntries(table.columns.map(column => [column.name, sampleOf(column, mark, table.name)]))
}

function sampleOf({ name, type, allowed, key, target }: Column, mark: Mark, table: string): unknown {
  if (name === 'organisation') return mark.organisation
  if (/hash$/.test(name) && type === 'text') return createHash('sha256').update(mark.word).digest('hex')
  if (allowed[0] !== undefined && type === 'text') return allowed[0]
  if (LISTED[name] !== undefined && type === 'text') return LISTED[name]
  if (type.endsWith('[]')) return '{}'
  return (BY_TYPE[type] ?? unknownType)(mark, key ? (target ?? name) : `${table}-${name}`, type)
}

type Maker = (mark: Mark, column: string, type: string) => unknown
const one: Maker = () => 1
const now: Maker = () => new Date()
const json: Maker = (mark, column) => JSON.stringify({ secret: secretWord(mark, column) })
const text: Maker = (mark, column) => secretWord(mark, column)
const BY_TYPE: Record<string, Maker> = {
  uuid: mark => mark.uuid,
  text,
  'character varying': text,
  jsonb: json,
  json,
  bytea: (mark, column) => Buffer.from(secretWord(mark, column).padEnd(32).slice(0, 32)),
  'timestamp with time zone': now,
  date: now,
  boolean: () => false,
  integer: one,
  bigint: one,
  smallint: one,
  numeric: one,
  real: one,
  'double precision': one,
}

function unknownType(_mark: Mark, column: string, type: string): never {
  throw new Error(`column ${column} has the type ${type}: say in tests/rows.ts what a row of it holds`)
}

export async function insertRow(database: Database, table: OwnedTable, row: Record<string, unknown>, organisation?: string): Promise<void> {
  const columns = sql.join(Object.keys(row).map(name => sql.ref(name)))
  const insert = sql`insert into ${sql.raw(table.name)} (${columns}) values (${sql.join(Object.values(row))})`
  const run = async (query: Parameters<Parameters<Database['asSystem']>[0]>[0]) => void (await insert.execute(query))
  try {
    await (organisation === undefined ? database.asSystem(run) : database.inOrganisation(organisation, run))
  } catch (error) {
    if ((error as { code?: string }).code === '42501') throw error
    throw new Error(`${table.name} takes no generated row: say in tests/rows.ts what its columns hold`, { cause: error })
  }
}

/** Every row of an organisation as text, to compare before and after. */
export async function allRowsOf(database: Database, tables: OwnedTable[], organisation: string): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  for (const table of tables) {
    const { rows } = await sql<{ row: string }>`
      select t::text as row from ${sql.raw(table.name)} t where organisation = ${organisation} order by 1`.execute(database.kysely)
    found[table.name] = rows.map(({ row }) => row)
  }
  return found
}
