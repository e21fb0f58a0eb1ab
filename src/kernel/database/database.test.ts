import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { anOrganisation, onBothEngines } from '../../../tests/databases.ts'
import { announce } from './database.server.ts'

onBothEngines('database', [], database => {
  test('an organisation sees its own row and no other', async () => {
    const [mine, theirs] = [await anOrganisation(database(), 'Mine'), await anOrganisation(database(), 'Theirs')]
    const seen = await database().inOrganisation(mine, query => query.selectFrom('kernel.organisation').select('organisation').execute())
    expect(seen).toEqual([{ organisation: mine }])
    const changed = await database().inOrganisation(mine, query =>
      query.updateTable('kernel.organisation').set({ name: 'Stolen' }).where('organisation', '=', theirs).executeTakeFirst(),
    )
    expect(changed.numUpdatedRows).toBe(0n)
  })

  test('an organisation cannot write a row for another', async () => {
    const mine = await anOrganisation(database(), 'Writer')
    const write = database().inOrganisation(mine, query =>
      query.insertInto('kernel.organisation').values({ organisation: crypto.randomUUID(), name: 'Foreign' }).execute(),
    )
    await expect(write).rejects.toMatchObject({ code: '42501' })
  })

  test('the role and the organisation end with the transaction', async () => {
    const mine = await anOrganisation(database(), 'Leaver')
    await database().inOrganisation(mine, query => query.selectFrom('kernel.organisation').selectAll().execute())
    const { rows } = await sql<{ role: string; organisation: string | null }>`
      select current_setting('role') as role, nullif(current_setting('app.organisation', true), '') as organisation`.execute(
      database().kysely,
    )
    expect(rows).toEqual([{ role: 'none', organisation: null }])
  })

  test('a failed transaction leaves nothing behind', async () => {
    const organisation = crypto.randomUUID()
    const work = database().asSystem(async query => {
      await query.insertInto('kernel.organisation').values({ organisation, name: 'Ghost' }).execute()
      throw new Error('power cut')
    })
    await expect(work).rejects.toThrow('power cut')
    const rows = await database().kysely.selectFrom('kernel.organisation').select('name').where('organisation', '=', organisation).execute()
    expect(rows).toEqual([])
  })

  test('a prepared statement that failed once can be asked again', async () => {
    const divided = (by: number) =>
      database().pool.query<{ part: number }>({ name: 'divide', text: 'select 12 / $1::int as part', values: [by] })
    expect((await divided(3)).rows).toEqual([{ part: 4 }])
    await expect(divided(0)).rejects.toMatchObject({ code: '22012' })
    expect((await divided(4)).rows).toEqual([{ part: 3 }])
  })

  test('a query on the pool inside a transaction is refused at once', async () => {
    const work = database().asSystem(() => database().kysely.selectFrom('kernel.organisation').selectAll().execute())
    await expect(work).rejects.toThrow('inside a transaction')
    expect(await database().kysely.selectFrom('kernel.organisation').select('name').limit(1).execute()).toHaveLength(1)
  })

  test('a timer set inside a transaction may query once that transaction is over', async () => {
    const rows = await new Promise((resolve, reject) => {
      const later = () => database().kysely.selectFrom('kernel.organisation').select('name').limit(1).execute().then(resolve, reject)
      void database().asSystem(async () => void setTimeout(later, 50))
    })
    expect(rows).toHaveLength(1)
  })

  test('an announcement is heard when its transaction commits, and not when it fails', async () => {
    const heard: string[] = []
    const stop = await database().listen('rooms', payload => void heard.push(payload))
    await database()
      .asSystem(async query => {
        await announce(query, 'rooms', 'lost')
        throw new Error('rolled back')
      })
      .catch(() => undefined)
    await database().asSystem(query => announce(query, 'rooms', 'kept'))
    await expect.poll(() => heard).toEqual(['kept'])
    await stop()
  })

  test('every table forces row-level security with a policy', async () => {
    const { rows } = await sql<{ name: string }>`
      select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'job')
        and not (c.relrowsecurity and c.relforcerowsecurity and exists (select from pg_policy p where p.polrelid = c.oid))`.execute(
      database().kysely,
    )
    expect(rows).toEqual([])
  })
})
