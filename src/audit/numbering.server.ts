import { sql } from 'kysely'
import type { Query } from '#kernel/database/database.server.ts'

/** The next number of a thing in an organisation, from 1: `client_id: 1`. Taken with the row it numbers, in one transaction. */
export async function nextNumber(
  query: Query,
  organisation: string,
  thing: 'client' | 'project' | 'intervention' | 'audit',
): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    insert into audit.counter (organisation, thing, last) values (${organisation}, ${thing}, 1)
    on conflict (organisation, thing) do update set last = audit.counter.last + 1 returning last`.execute(query)
  return rows[0]!.last
}
