import { sql } from 'kysely'
import { z } from 'zod'
import { type Route, route } from '#kernel/http/route.server.ts'
import { recordActivity } from './activity.server.ts'
import { withInstants } from './instants.ts'
import { addKey } from './key.server.ts'
import { guardRole } from './people-routes.server.ts'
import { refuse } from './refusals.ts'
import { announceLoss } from './revocation.server.ts'
import { ROLES } from './role.ts'
import './tables.server.ts'

const list = route({
  method: 'GET',
  path: '/api/keys',
  summary: 'API keys of the organisation, without the keys themselves',
  right: 'access',
  response: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      role: z.enum(ROLES),
      createdAt: z.string(),
      lastUsedAt: z.string().nullable(),
      revokedAt: z.string().nullable(),
    }),
  ),
  async handler({ inOrganisation }) {
    const keys = await inOrganisation(query =>
      query
        .selectFrom('kernel.api_key')
        .select(['id', 'name', 'role', 'created_at as createdAt', 'last_used_at as lastUsedAt', 'revoked_at as revokedAt'])
        .orderBy('created_at', 'desc')
        .execute(),
    )
    return keys.map(withInstants)
  },
})

const make = route({
  method: 'POST',
  path: '/api/keys',
  summary: 'Make an API key: the answer is the only time that it is shown',
  right: 'access',
  body: z.object({ name: z.string().trim().min(1).max(200), role: z.enum(ROLES) }),
  response: z.object({ id: z.string(), key: z.string() }),
  status: 201,
  async handler({ actor, body: { name, role }, inOrganisation }) {
    guardRole(actor, role)
    return inOrganisation(async query => {
      const { id, key } = await addKey(query, { organisation: actor.organisation, name, role, by: actor.person })
      await recordActivity(query, actor, 'key.make', id, { name, role })
      return { id, key }
    })
  },
})

const revoke = route({
  method: 'DELETE',
  path: '/api/keys/:id',
  summary: 'Withdraw an API key: it is refused from the next request on',
  right: 'access',
  params: z.object({ id: z.uuid() }),
  response: z.null(),
  status: 204,
  async handler({ actor, params: { id }, inOrganisation }) {
    await inOrganisation(async query => {
      const key = await query.selectFrom('kernel.api_key').select(['name', 'role']).where('id', '=', id).executeTakeFirst()
      if (!key) throw refuse('no-such-key')
      guardRole(actor, key.role)
      await query.updateTable('kernel.api_key').set({ revoked_at: sql`coalesce(revoked_at, now())` }).where('id', '=', id).execute()
      await recordActivity(query, actor, 'key.revoke', id, { name: key.name })
      await announceLoss(query, { organisation: actor.organisation, person: id })
    })
    return null
  },
})

export const keyRoutes: Route[] = [list, make, revoke]
