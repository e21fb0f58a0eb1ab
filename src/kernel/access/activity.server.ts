import type { Query } from '#kernel/database/database.server.ts'
import type { Activity } from './activities.ts'
import type { Actor } from './role.ts'
import './tables.server.ts'

/**
 * Notes what somebody did outside a room, in the transaction that did it. `thing` is what it was done to, `details.name` what people
 * call it, and `details` never holds a secret.
 */
export async function recordActivity(
  query: Query,
  actor: Pick<Actor, 'organisation' | 'person' | 'name'>,
  action: Activity,
  thing: string | null = null,
  details: Record<string, unknown> = {},
): Promise<void> {
  const { organisation, person, name } = actor
  await query
    .insertInto('kernel.activity')
    .values({ organisation, actor: person, actor_name: name, action, thing, details: JSON.stringify(details) })
    .execute()
}
