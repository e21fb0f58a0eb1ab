import { sql } from 'kysely'
import type { Query } from '#kernel/database/database.server.ts'

/** The names under which history shows its authors: members, also those who left, tablets of links and API keys. */
export async function namesOf(query: Query, people: string[]): Promise<Record<string, string>> {
  if (people.length === 0) return {}
  const { rows } = await sql<{ person: string; name: string }>`
    select id::text as person, name from kernel.api_key where id::text = any(${people})
    union all select person::text, person_name from kernel.device where by = 'link' and person::text = any(${people})
    union all select person::text, name from kernel.member where person::text = any(${people})`.execute(query)
  return Object.fromEntries(rows.map(({ person, name }) => [person, name]))
}
