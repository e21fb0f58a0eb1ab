import { spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { CompiledQuery } from 'kysely'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '#kernel/database/database.server.ts'
import type { SchemaMigrations } from '#kernel/database/migrate.server.ts'
import { openDatabase } from '#kernel/database/open.server.ts'
import { keepFile } from '#kernel/file/file.server.ts'
import { folderStore } from '#kernel/file/folder-store.server.ts'
import type { Kernel } from '#kernel/kernel.server.ts'
import { chainHash, verifyChain } from '#kernel/record/chain.ts'
import type { Entry } from '#kernel/record/change.ts'
import { anOrganisation, ENGINES, freshDatabase, freshPostgresqlUrl, TEST_KEY } from '../../../tests/databases.ts'
import { backUp } from './backup.server.ts'
import { type RestoreWanted, restore } from './restore.server.ts'
import { type Run, tablesOf } from './rows.server.ts'

const PASSPHRASE = 'une phrase assez longue'
const sha256 = (text: string | Buffer) => createHash('sha256').update(text).digest('hex')
let place: string
let strange: SchemaMigrations
beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'courant-backup-'))
  mkdirSync(join(place, 'strange'))
  writeFileSync(join(place, 'strange', '001-all-sorts.sql'), ALL_SORTS)
  strange = { schema: 'strange', folder: pathToFileURL(`${join(place, 'strange')}/`) }
})
afterAll(() => rmSync(place, { recursive: true, force: true }))

/** Everything that a table can do to whoever copies it. */
const ALL_SORTS = `
create schema strange;
select kernel.open_schema('strange');
create table strange."Odd name" (
  organisation uuid not null, number bigint generated always as identity, parent bigint, bytes bytea, price numeric(40, 20), big bigint,
  words text[], at timestamptz, day date, ratio double precision, flag boolean, loose json, packed jsonb, "select" text,
  twice bigint generated always as (big * 2) stored, touched int not null default 0, primary key (organisation, number));
alter table strange."Odd name" add unique (number);
alter table strange."Odd name" add foreign key (parent) references strange."Odd name" (number);
select kernel.protect('strange."Odd name"');
create table strange.other (organisation uuid primary key, odd bigint not null references strange."Odd name" (number));
select kernel.protect('strange.other');
alter table strange."Odd name" add column other uuid references strange.other;
create function strange.touch() returns trigger language plpgsql as $$ begin new.touched := new.touched + 1; return new; end $$;
create trigger touch before insert on strange."Odd name" for each row execute function strange.touch();
`

const runOn =
  (database: Database): Run =>
  async <Row extends object>(text: string, values: unknown[] = []) =>
    (await database.asSystem(query => query.executeQuery<Row>(CompiledQuery.raw(text, values)))).rows

async function everyRow(database: Database): Promise<Record<string, string[]>> {
  const run = runOn(database)
  const found: Record<string, string[]> = {}
  for (const { name } of await tablesOf(run)) {
    const [, rows] = await database.asSystem(async query => {
      const utc = await query.executeQuery(CompiledQuery.raw(`set local timezone = 'UTC'`))
      const { rows } = await query.executeQuery<{ line: string }>(CompiledQuery.raw(`select row_to_json(t)::text as line from ${name} t`))
      return [utc, rows]
    })
    found[name] = rows.map(({ line }) => line.replaceAll('\n', ' ')).sort()
  }
  return found
}

async function anInstallation(engine: (typeof ENGINES)[number]): Promise<{ kernel: Kernel; organisation: string; folder: string }> {
  const database = await freshDatabase(engine, [strange])
  const folder = mkdtempSync(join(place, 'original-'))
  const files = { store: folderStore(join(folder, 'files')) }
  const kernel: Kernel = {
    database,
    files,
    rooms: undefined as never,
    jobs: undefined as never,
    pdf: undefined as never,
    log: pino({ level: 'silent' }),
    version: '1.2.3',
    folder,
  }
  const organisation = await anOrganisation(database, 'Énergie «éé» \n\t\\ "x"')
  for (const size of [1, 3000, 700_000]) await keepFile(kernel, organisation, randomBytes(size), { name: 'é.bin', by: 'p', room: 'r' })
  await fillStrange(runOn(database), organisation)
  await fillHistory(database, organisation)
  return { kernel, organisation, folder }
}

async function fillStrange(run: Run, organisation: string): Promise<void> {
  await run(
    `insert into strange."Odd name" (organisation, bytes, price, big, words, at, day, ratio, flag, loose, packed, "select")
      select $1::uuid, '\\x00ff0a'::bytea, 12345678901234567890.12345678901234567890, 9223372036854775807 / 2, array['a,b', null, '"é"', ''],
        '2025-10-26 02:30:00.123456+02', '0044-03-15 BC', 0.1::float8 + 0.2::float8, null, '{"b":1,\n "a": 1.0}', '{"n": 12345678901234567890.10, "s": "l1\\nl2"}',
        repeat('ligne ' || n || e'\\n\\r\\u2028', 2)
      from generate_series(1, 450) n`,
    [organisation],
  )
  await run(`update strange."Odd name" set at = 'infinity', ratio = 'NaN', parent = 450 where number = 1`)
  await run(`update strange."Odd name" set parent = 2 where number = 450`)
  await run(`insert into strange.other values ($1, 7)`, [organisation])
  await run(`update strange."Odd name" set other = $1 where number = 7`, [organisation])
}

async function fillHistory(database: Database, organisation: string): Promise<void> {
  await database.asSystem(async query => {
    let head = ''
    await query.executeQuery(
      CompiledQuery.raw(`insert into kernel.room (organisation, room, sort, number) values ($1, 'r', 'audit', 300)`, [organisation]),
    )
    for (let number = 1; number <= 300; number += 1) {
      const at = new Date(1.7e12 + number).toISOString()
      const changes = [{ kind: 'module', record: `S1-${number}`, field: 'status', to: 'dead' }]
      const entry: Entry = { number, id: crypto.randomUUID(), by: 'Zoé', device: 'd', at, changes }
      head = chainHash(head, entry, sha256)
      const values = [organisation, number, entry.id, entry.by, entry.device, at, JSON.stringify(entry), Buffer.from(head, 'hex')]
      const text = `insert into kernel.history (organisation, room, number, id, by, device, at, entry, hash) values ($1, 'r', $2, $3, $4, $5, $6, $7, $8)`
      await query.executeQuery(CompiledQuery.raw(text, values))
    }
  })
}

async function chainOf(database: Database) {
  const rows = await runOn(database)<{ entry: string; hash: Buffer }>(`select entry, hash from kernel.history order by number`)
  return verifyChain(
    rows.map(({ entry, hash }) => ({ entry: JSON.parse(entry) as Entry, hash: Buffer.from(hash).toString('hex') })),
    sha256,
  )
}

async function anEmptyTarget(engine: (typeof ENGINES)[number], path: string): Promise<RestoreWanted> {
  const folder = mkdtempSync(join(place, 'target-'))
  const url = engine === 'postgresql' ? await freshPostgresqlUrl() : undefined
  return {
    path,
    passphrase: PASSPHRASE,
    url,
    folder,
    keyPath: join(folder, 'key'),
    store: folderStore(join(folder, 'files')),
    schemas: [strange],
  }
}

function filesIn(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true })
    .map(String)
    .filter(name => statSync(join(folder, name)).isFile())
  return Object.fromEntries(names.sort().map(name => [name, sha256(readFileSync(join(folder, name)))]))
}

describe.each(ENGINES)('a backup of %s', from => {
  let original: Awaited<ReturnType<typeof anInstallation>>
  let path: string
  beforeAll(async () => {
    original = await anInstallation(from)
    path = join(place, `${from}.courant`)
    await backUp(original.kernel, { path, key: TEST_KEY, passphrase: PASSPHRASE })
  })
  afterAll(() => original.kernel.database.close())

  test.each(ENGINES)('brought back on %s is the original: every row, every file, the chain and the key', async to => {
    const target = await anEmptyTarget(to, path)
    await restore(target)
    expect(readFileSync(target.keyPath, 'utf8').trim()).toBe(TEST_KEY.toString('hex'))
    const restored = await openDatabase({ url: target.url, folder: target.folder, key: TEST_KEY }, [strange])
    const [before, after] = [await everyRow(original.kernel.database), await everyRow(restored)]
    expect(Object.values(before).flat().length).toBeGreaterThan(750)
    expect(Object.keys(after)).toEqual(Object.keys(before))
    for (const name of Object.keys(before)) expect(after[name] ?? [], name).toEqual(before[name])
    expect(filesIn(join(target.folder, 'files'))).toEqual(filesIn(join(original.folder, 'files')))
    expect(await chainOf(restored)).toMatchObject({ intact: true, number: 300 })
    await expectGuardsInForce(runOn(restored), original.organisation)
    await restored.close()
  })

  async function expectGuardsInForce(run: Run, organisation: string): Promise<void> {
    await expect(run(`update kernel.history set by = 'x'`)).rejects.toThrow('never changed')
    await expect(run(`delete from strange.other; delete from strange."Odd name" where number = 450`)).rejects.toThrow()
    await expect(run(`insert into strange."Odd name" (organisation, parent) values ($1, 99999)`, [organisation])).rejects.toThrow(
      'foreign key',
    )
    const added = await run<{ number: string; touched: number }>(
      `insert into strange."Odd name" (organisation) values ($1) returning number, touched`,
      [organisation],
    )
    // 451 went to the row that was refused.
    expect(added).toEqual([{ number: '452', touched: 1 }])
  }

  test('refuses a database that holds something, and leaves it as it was', async () => {
    const target = await anEmptyTarget(from, path)
    await restore(target)
    await expect(restore(target)).rejects.toMatchObject({ code: 'target-not-empty' })
  })
})

describe('a backup file', () => {
  let original: Awaited<ReturnType<typeof anInstallation>>
  let path: string
  beforeAll(async () => {
    original = await anInstallation('pglite')
    path = join(place, 'file.courant')
    await backUp(original.kernel, { path, key: TEST_KEY, passphrase: PASSPHRASE })
  })
  afterAll(() => original.kernel.database.close())

  test('is refused by a database where the login may create nothing, and nothing is made beside it', async () => {
    const target = await anEmptyTarget('postgresql', path)
    const url = new URL(target.url!)
    const login = `${url.pathname.slice(1)}_reader`
    const superuser = new pg.Client({ connectionString: url.href })
    await superuser.connect()
    await superuser.query(`create role ${login} login`)
    await superuser.end()
    url.username = login
    await expect(restore({ ...target, url: url.href })).rejects.toMatchObject({ code: 'database-rights', details: { login } })
    expect(readdirSync(target.folder)).toEqual([])
  })

  test('opens with tar, and sha256sum finds it right', () => {
    const out = mkdtempSync(join(place, 'untar-'))
    expect(spawnSync('tar', ['-xf', path, '-C', out], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' })
    expect(spawnSync('sha256sum', ['--quiet', '-c', 'checksums.txt'], { cwd: out }).status).toBe(0)
    expect(JSON.parse(readFileSync(join(out, 'courant-backup.json'), 'utf8'))).toMatchObject({ format: 1, engine: 'pglite', files: 3 })
  })

  test('does not hold the key in clear', () => {
    const text = readFileSync(path, 'latin1')
    expect([text.includes(TEST_KEY.toString('hex')), text.includes(TEST_KEY.toString('latin1'))]).toEqual([false, false])
  })

  test('is refused when one byte changed, wherever it is, and nothing is made', async () => {
    const whole = readFileSync(path)
    for (const at of [600, Math.floor(whole.length / 3), Math.floor(whole.length / 2), whole.length - 1600]) {
      const damaged = Buffer.from(whole)
      damaged[at] = damaged[at]! ^ 1
      const copy = join(place, `damaged-${at}`)
      writeFileSync(copy, damaged)
      const target = await anEmptyTarget('pglite', copy)
      await expect(restore(target), `byte ${at}`).rejects.toMatchObject({ status: 422 })
      expect(readdirSync(target.folder)).toEqual([])
    }
  })

  test.each([0.2, 0.7, 0.999])('is refused when it was cut at %s of its length', async share => {
    const copy = join(place, `cut-${share}`)
    writeFileSync(copy, readFileSync(path).subarray(0, Math.floor(statSync(path).size * share)))
    await expect(restore(await anEmptyTarget('pglite', copy))).rejects.toMatchObject({ status: 422 })
  })

  test('that is something else is refused', async () => {
    const other = join(place, 'other')
    writeFileSync(other, 'PK something else'.repeat(100))
    await expect(restore(await anEmptyTarget('pglite', other))).rejects.toMatchObject({ code: 'not-a-backup' })
    await expect(restore(await anEmptyTarget('pglite', join(place, 'nowhere')))).rejects.toMatchObject({ code: 'unreadable-file' })
  })

  test('needs its passphrase, and the right one', async () => {
    const target = await anEmptyTarget('pglite', path)
    await expect(restore({ ...target, passphrase: undefined })).rejects.toMatchObject({ code: 'passphrase-needed' })
    await expect(restore({ ...target, passphrase: 'une autre phrase' })).rejects.toMatchObject({ code: 'wrong-passphrase' })
    expect(readdirSync(target.folder)).toEqual([])
  })

  test('made without a passphrase asks for the key file, and takes only that one', async () => {
    const apart = join(place, 'apart.courant')
    await backUp(original.kernel, { path: apart, key: TEST_KEY })
    const target = await anEmptyTarget('pglite', apart)
    await expect(restore(target)).rejects.toMatchObject({ code: 'key-needed' })
    writeFileSync(target.keyPath, randomBytes(32).toString('hex'))
    await expect(restore(target)).rejects.toMatchObject({ code: 'other-key' })
    writeFileSync(target.keyPath, TEST_KEY.toString('hex'))
    expect(await restore(target)).toMatchObject({ version: '1.2.3' })
  })

  test('of a newer version is refused', async () => {
    await expect(restore({ ...(await anEmptyTarget('pglite', path)), schemas: [] })).rejects.toMatchObject({ code: 'backup-newer' })
  })

  test('is never written over another, nor left half made', async () => {
    await expect(backUp(original.kernel, { path, key: TEST_KEY })).rejects.toMatchObject({ code: 'backup-exists' })
    const broken = { ...original.kernel, files: { store: folderStore(join(place, 'empty')) } }
    const half = join(place, 'half.courant')
    await expect(backUp(broken, { path: half, key: TEST_KEY })).rejects.toMatchObject({ code: 'file-missing' })
    expect(readdirSync(place).filter(name => name.startsWith('half') || name.startsWith('.courant-backup'))).toEqual([])
  })

  test('is brought up to date by the migrations that came since, run over its rows', async () => {
    mkdirSync(join(place, 'newer'))
    writeFileSync(join(place, 'newer', '001-all-sorts.sql'), ALL_SORTS)
    writeFileSync(
      join(place, 'newer', '002-count.sql'),
      `alter table strange.other add column seen int; update strange.other set seen = 5; alter table strange.other alter column seen set not null;`,
    )
    const newer = { schema: 'strange', folder: pathToFileURL(`${join(place, 'newer')}/`) }
    const target = { ...(await anEmptyTarget('pglite', path)), schemas: [newer] }
    await restore(target)
    const restored = await openDatabase({ folder: target.folder, key: TEST_KEY }, [newer])
    expect(await runOn(restored)('select seen from strange.other')).toEqual([{ seen: 5 }])
    await restored.close()
  })
})
