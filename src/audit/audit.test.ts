import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { onBothEngines } from '../../tests/databases.ts'
import { audit } from './audit.server.ts'

onBothEngines('audit tables', [audit.migrations], database => {
  test('every table of the domain forces row-level security, and its views obey the reader', async () => {
    const { rows } = await sql<{ name: string; kind: string; safe: boolean }>`
      select c.relname as name, c.relkind as kind, case c.relkind
        when 'v' then coalesce('security_invoker=true' = any(c.reloptions), false)
        else c.relrowsecurity and c.relforcerowsecurity and exists (select from pg_policy p where p.polrelid = c.oid) end as safe
      from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'audit' and c.relkind in ('r', 'p', 'v')`.execute(
      database().kysely,
    )
    expect(rows.length).toBeGreaterThanOrEqual(8)
    expect(rows.filter(row => !row.safe)).toEqual([])
  })

  test('every table of the domain has its organisation first in its key', async () => {
    const { rows } = await sql<{ first: string }>`
      select distinct a.attname as first from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
      where n.nspname = 'audit' and i.indisunique`.execute(database().kysely)
    expect(rows).toEqual([{ first: 'organisation' }])
  })
})
