import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfiguration } from '../src/app/configuration.server.ts'
import { type Courant, startCourant } from '../src/app/courant.server.ts'
import { aKey } from './access.ts'
import { ENGINES, freshPostgresqlUrl } from './databases.ts'
import { type CallMade, callsOf } from './described-routes.ts'
import { allRowsOf, insertRow, type Mark, type OwnedTable, rowOf, tablesOf } from './rows.ts'

/** Two organisations whose rows have the same shapes, on the whole product, through every table and every address it has. */
describe.each(ENGINES)('two organisations (%s)', engine => {
  const folder = mkdtempSync(join(tmpdir(), 'courant-two-'))
  let courant: Courant
  let tables: { owned: OwnedTable[]; shared: string[] }
  let theirs: Mark
  let mine: Mark
  let key: string
  const database = () => courant.kernel.database

  beforeAll(async () => {
    const environment = {
      COURANT_DATA: folder,
      PORT: '0',
      COURANT_HOST: '127.0.0.1',
      COURANT_DEMO: 'off',
      COURANT_LOG_LEVEL: 'silent',
      COURANT_CALLS_PER_MINUTE: '100000',
    }
    courant = await startCourant(
      readConfiguration(engine === 'pglite' ? environment : { ...environment, DATABASE_URL: await freshPostgresqlUrl() }),
      { dev: false },
    )
    tables = await tablesOf(database())
    theirs = { organisation: crypto.randomUUID(), word: 'theirsecret', uuid: crypto.randomUUID() }
    mine = { organisation: crypto.randomUUID(), word: 'myownword', uuid: crypto.randomUUID() }
    for (const mark of [theirs, mine]) for (const table of tables.owned) await insertRow(database(), table, rowOf(table, mark))
    // Those rows were numbered by hand: what the product numbers comes after them.
    const things = sql`unnest(array['client', 'project', 'intervention', 'audit'])`
    await sql`insert into audit.counter (organisation, thing, last) select ${mine.organisation}::uuid, thing, 1000 from ${things} thing`.execute(
      database().kysely,
    )
    key = await aKey(database(), 'myownword-name')
  }, 120_000)
  afterAll(async () => {
    await courant?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  test('no table shows, changes or takes a row of the other', async () => {
    expect(tables.owned.length).toBeGreaterThan(8)
    const leaks: string[] = []
    for (const table of tables.owned) {
      const name = sql.raw(table.name)
      const asMe = <Row>(statement: ReturnType<typeof sql<Row>>) =>
        database().inOrganisation(mine.organisation, query => statement.execute(query))
      const seen = await asMe(sql<{ organisation: string }>`select organisation from ${name}`)
      if (seen.rows.length === 0 || seen.rows.some(row => row.organisation !== mine.organisation)) leaks.push(`${table.name} shows`)
      for (const act of [sql`update ${name} set organisation = organisation`, sql`delete from ${name}`]) {
        const done = await asMe(sql`${act} where organisation = ${theirs.organisation}`).catch(refusedRow)
        if (done.numAffectedRows !== 0n) leaks.push(`${table.name} is changed`)
      }
      const stolen = { ...rowOf(table, { ...mine, uuid: crypto.randomUUID() }), organisation: theirs.organisation }
      const code = await insertRow(database(), table, stolen, mine.organisation).then(
        () => 'taken',
        (error: { code?: string }) => error.code,
      )
      if (code !== '42501') leaks.push(`${table.name} takes a row: ${code}`)
    }
    expect(leaks).toEqual([])
  })

  test('no organisation sees the tables of the installation', async () => {
    for (const name of tables.shared) {
      const look = database().inOrganisation(mine.organisation, query => sql`select 1 from ${sql.raw(name)}`.execute(query))
      await expect(look, name).rejects.toMatchObject({ code: '42501' })
    }
  })

  test('no address gives a byte of the other or changes one of its rows', async () => {
    const before = await allRowsOf(database(), tables.owned, theirs.organisation)
    const calls = await callsOf(courant.url, theirs)
    expect(calls.length).toBeGreaterThan(20)
    // What was sent may come back: it was known.
    let sent = ''
    const leaks: string[] = []
    for (const call of calls) {
      const { status, text } = await send(call, { authorization: `Bearer ${key}` })
      sent += call.url + (call.body ?? '')
      const told = (text.match(/theirsecret-[\w-]+(?:\.[\w-]+)?/g) ?? []).filter(word => !sent.includes(word))
      if (told.length > 0) leaks.push(`${call.method} ${call.path} tells ${told.join(' ')}`)
      if (status === 500) leaks.push(`${call.method} ${call.path} fails`)
    }
    expect(leaks).toEqual([])
    expect(await allRowsOf(database(), tables.owned, theirs.organisation)).toEqual(before)
  })

  test('no address but the public ones answers somebody who is not signed in', async () => {
    const open: string[] = []
    for (const call of await callsOf(courant.url, theirs)) {
      const { status, text } = await send(call, {})
      if (!call.isPublic && status !== 401) open.push(`${call.method} ${call.path}: ${status}`)
      if (text.includes('theirsecret') && !call.url.includes('theirsecret')) open.push(`${call.method} ${call.path} tells`)
    }
    expect(open).toEqual([])
  })

  async function send(call: CallMade, headers: Record<string, string>): Promise<{ status: number; text: string }> {
    const response = await fetch(`${courant.url}${call.url}`, {
      method: call.method,
      headers: { ...headers, ...call.headers },
      ...(call.body === undefined ? {} : { body: call.body }),
    })
    return { status: response.status, text: await response.text() }
  }
})

/** Evidence refuses any change, whoever asks. */
function refusedRow(error: { code?: string }): { numAffectedRows: bigint } {
  if (error.code === '23001' || error.code === '42501') return { numAffectedRows: 0n }
  throw error
}
