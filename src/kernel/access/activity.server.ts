import type { Query } from '#kernel/database/database.server.ts'
import type { Actor } from './role.ts'
import './tables.server.ts'

/**
 * Notes what somebody did outside a room, in the transaction that did it. `action` is a dotted word such as `member.role`, `thing` is
 * what it was done to, and `details` never holds a secret.
 */
export async function recordActivity(
  query: Query,
  actor: Pick<Actor, 'organisation' | 'person' | 'name'>,
  action: string,
  thing: string | null = null,
  details: Record<string, unknown> = {},
): Promise<void> {
  const { organisation, person, name } = actor
  await query
    .insertInto('kernel.activity')
    .values({ organisation, actor: person, actor_name: name, action, thing, details: JSON.stringify(details) })
    .execute()
}
