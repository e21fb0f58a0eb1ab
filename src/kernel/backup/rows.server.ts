import { createReadStream, createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import pg from 'pg'

/** What runs a statement: a client, or a transaction. */
export type Run = <Row extends object>(text: string, values?: unknown[]) => Promise<Row[]>

export interface Table {
  /** Qualified and quoted. */
  name: string
  columns: string[]
  key: string[]
}

/**
 * Every table with the columns that are stored. Left out: the job queue, which starts afresh; the list of migrations, which the backup
 * names itself; uploads on their way, which the devices send again.
 */
export async function tablesOf(run: Run): Promise<Table[]> {
  return run<Table>(`
    select format('%I.%I', n.nspname, c.relname) as name,
      (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      coalesce((select array_agg(a.attname::text order by array_position(i.indkey::smallint[], a.attnum)) from pg_index i
        join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey) where i.indrelid = c.oid and i.indisprimary), '{}') as key
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in ('pg_catalog', 'information_schema', 'job')
      and n.nspname not like 'pg\\_%' and c.oid not in (coalesce(to_regclass('kernel.migration')::oid, 0), coalesce(to_regclass('kernel.upload')::oid, 0))
    order by 1`)
}

const PAGE = 200

/** Writes the rows of a table as packed JSON lines, in the order of their key. Numbers stay the text that PostgreSQL wrote. */
export async function dumpTable(run: Run, table: Table, path: string): Promise<number> {
  let rows = 0
  async function* lines(): AsyncGenerator<string> {
    const order = table.key.length > 0 ? ` order by ${list(table.key)}` : ''
    // A line is a row: a line break between the words of a stored JSON text means as much as a space.
    await run(`declare rows no scroll cursor for
      select replace(row_to_json(t)::text, e'\\n', ' ') as line from (select ${list(table.columns)} from ${table.name}${order}) t`)
    for (;;) {
      const page = await run<{ line: string }>(`fetch ${PAGE} from rows`)
      for (const { line } of page) yield `${line}\n`
      rows += page.length
      if (page.length < PAGE) break
    }
    await run('close rows')
  }
  await pipeline(Readable.from(lines()), createGzip({ level: 5 }), createWriteStream(path, { mode: 0o600 }))
  return rows
}

/** Adds rows written by `dumpTable`. Answers how many. */
export async function loadTable(run: Run, name: string, columns: string[], packed: AsyncIterable<Buffer>): Promise<number> {
  const input = Readable.from(packed).pipe(createGunzip())
  let [rows, page, size] = [0, [] as string[], 0]
  const add = async () => {
    await run(
      `insert into ${name} (${list(columns)}) overriding system value
        select ${list(columns)} from json_populate_recordset(null::${name}, $1::json)`,
      [`[${page.join(',')}]`],
    )
    ;[rows, page, size] = [rows + page.length, [], 0]
  }
  for await (const line of linesOf(input)) {
    page.push(line)
    size += line.length
    if (page.length >= PAGE || size > 4 << 20) await add()
  }
  if (page.length > 0) await add()
  return rows
}

/** Cut at line feeds alone: the other line ends of Unicode are part of what people wrote. */
async function* linesOf(input: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const part of input) {
    let whole = rest.length > 0 ? Buffer.concat([rest, part]) : part
    for (let end = whole.indexOf(10); end >= 0; end = whole.indexOf(10)) {
      yield whole.toString('utf8', 0, end)
      whole = whole.subarray(end + 1)
    }
    rest = whole
  }
  if (rest.length > 0) yield rest.toString('utf8')
}

/** The first table that holds a row, if one does. */
export async function firstWithRows(run: Run): Promise<string | undefined> {
  for (const { name } of await tablesOf(run)) {
    if ((await run(`select 1 as one from ${name} limit 1`)).length > 0) return name
  }
  return undefined
}

/**
 * Runs `load` with the tables' own guards at rest: references are checked at its end, triggers do not fire, because the rows are already
 * what those triggers made of them. Everything is in force again afterwards.
 */
export async function withGuardsAtRest(run: Run, tables: string[], load: () => Promise<void>): Promise<void> {
  const references = await run<{ table: string; name: string }>(`
    select conrelid::regclass::text as table, conname as name from pg_constraint c join pg_class t on t.oid = c.conrelid
    where contype = 'f' and not condeferrable and conparentid = 0
      and t.relnamespace not in (select oid from pg_namespace where nspname in ('pg_catalog', 'information_schema', 'job'))`)
  const alter = async (how: string) => {
    for (const { table, name } of references) await run(`alter table ${table} alter constraint ${pg.escapeIdentifier(name)} ${how}`)
  }
  await alter('deferrable initially deferred')
  for (const table of tables) await run(`alter table ${table} disable trigger user`)
  await load()
  await run('set constraints all immediate')
  await alter('not deferrable')
  for (const table of tables) await run(`alter table ${table} enable trigger user`)
}

/** Numbers that the database gives go on after the highest that was brought back. */
export async function moveSequences(run: Run): Promise<void> {
  const found = await run<{ table: string; column: string; sequence: string }>(`
    select d.refobjid::regclass::text as table, a.attname as column, s.oid::regclass::text as sequence
    from pg_class s join pg_depend d on d.objid = s.oid and d.classid = 'pg_class'::regclass and d.deptype in ('a', 'i')
    join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
    where s.relkind = 'S' and s.relnamespace not in (select oid from pg_namespace where nspname = 'job')`)
  for (const { table, column, sequence } of found) {
    const highest = `coalesce((select max(${pg.escapeIdentifier(column)}) from ${table}), 0)`
    await run(`select setval(${pg.escapeLiteral(sequence)}, ${highest} + 1, false)`)
  }
}

export function fileRows(path: string): AsyncIterable<Buffer> {
  return createReadStream(path)
}

function list(columns: string[]): string {
  return columns.map(column => pg.escapeIdentifier(column)).join(', ')
}
