import '@fastify/cookie'
import { sql } from 'kysely'
import { z } from 'zod'
import { type Route, route } from '#kernel/http/route.server.ts'
import { sessionTokenOf } from './accounts.server.ts'
import { recordActivity } from './activity.server.ts'
import { LINK_COOKIE } from './identify.server.ts'
import { refuse } from './refusals.ts'
import { revokeDevices } from './revocation.server.ts'
import { may } from './role.ts'
import { hashOf } from './secret.server.ts'
import './tables.server.ts'

const list = route({
  method: 'GET',
  path: '/api/devices',
  summary: 'Browsers and tablets that are let in: one’s own, or those of everybody for who manages access',
  right: 'signed-in',
  response: z.array(
    z.object({
      id: z.string(),
      by: z.enum(['session', 'link']),
      name: z.string(),
      person: z.string(),
      personName: z.string(),
      current: z.boolean(),
      createdAt: z.string(),
      lastSeenAt: z.string(),
      expiresAt: z.string().nullable(),
      revokedAt: z.string().nullable(),
      wipedAt: z.string().nullable(),
    }),
  ),
  async handler({ actor, kernel }) {
    const everybody = may(actor, 'access')
    const devices = await kernel.database.asSystem(query =>
      query
        .selectFrom('kernel.device as d')
        .leftJoin('kernel.session as s', 's.id', 'd.id')
        .selectAll('d')
        .where('d.organisation', '=', actor.organisation)
        // A session that ended by itself is nobody's device any more; a revoked one stays in sight until it was wiped.
        .where(where => where.or([where('d.by', '=', 'link'), where('s.id', 'is not', null), where('d.revoked_at', 'is not', null)]))
        .$if(!everybody, own => own.where('d.person', '=', actor.person))
        .orderBy('d.last_seen_at', 'desc')
        .limit(1000)
        .execute(),
    )
    return devices.map(device => ({
      id: device.id,
      by: device.by,
      name: device.name,
      person: device.person,
      personName: device.person_name,
      current: device.id === actor.device,
      createdAt: device.created_at.toISOString(),
      lastSeenAt: device.last_seen_at.toISOString(),
      expiresAt: device.expires_at?.toISOString() ?? null,
      revokedAt: device.revoked_at?.toISOString() ?? null,
      wipedAt: device.wiped_at?.toISOString() ?? null,
    }))
  },
})

const revoke = route({
  method: 'DELETE',
  path: '/api/devices/:id',
  summary: 'Withdraw the access of a lost device at once; at its next contact it is told to wipe what it keeps',
  right: 'signed-in',
  params: z.object({ id: z.uuid() }),
  response: z.null(),
  status: 204,
  async handler({ actor, params: { id }, kernel }) {
    const { organisation } = actor
    await kernel.database.asSystem(async query => {
      const device = await query
        .selectFrom('kernel.device')
        .select(['person', 'name'])
        .where('organisation', '=', organisation)
        .where('id', '=', id)
        .executeTakeFirst()
      if (!device || (device.person !== actor.person && !may(actor, 'access'))) throw refuse('unknown-device')
      await revokeDevices(query, organisation, [id], { lost: true })
      await recordActivity(query, actor, 'device.revoke', id, { name: device.name })
    })
    return null
  },
})

const wiped = route({
  method: 'POST',
  path: '/api/devices/wiped',
  summary: 'A device that was told to wipe says that it did',
  right: 'public',
  response: z.null(),
  status: 204,
  async handler({ kernel, request, reply }) {
    const secrets = [sessionTokenOf(request.cookies), request.cookies[LINK_COOKIE]].filter(secret => secret !== undefined)
    if (secrets.length > 0)
      await kernel.database.asSystem(async query => {
        const devices = await query
          .updateTable('kernel.device')
          .set({ wiped_at: sql`now()` })
          .where('secret', 'in', secrets.map(hashOf))
          .where('revoked_at', 'is not', null)
          .where('wiped_at', 'is', null)
          .returning(['organisation', 'id', 'person', 'person_name as name', 'name as device'])
          .execute()
        for (const device of devices) await recordActivity(query, device, 'device.wiped', device.id, { name: device.device })
      })
    for (const cookie of Object.keys(request.cookies)) if (cookie.includes('courant')) reply.clearCookie(cookie, { path: '/' })
    return null
  },
})

export const deviceRoutes: Route[] = [list, revoke, wiped]
