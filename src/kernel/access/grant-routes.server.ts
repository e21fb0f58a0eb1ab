import { sql } from 'kysely'
import { z } from 'zod'
import type { Query } from '#kernel/database/database.server.ts'
import { type Route, route } from '#kernel/http/route.server.ts'
import { recordActivity } from './activity.server.ts'
import { namesOf } from './names.server.ts'
import { refuse } from './refusals.ts'
import { announceLoss } from './revocation.server.ts'
import { SCOPES } from './role.ts'
import './tables.server.ts'

const Room = z.string().min(1).max(200)

const list = route({
  method: 'GET',
  path: '/api/rooms/:room/grants',
  summary: 'Who was given access to this room, on top of their role',
  right: 'manage',
  room: 'room',
  params: z.object({ room: Room }),
  response: z.array(
    z.object({ person: z.string(), name: z.string(), scope: z.enum(SCOPES), givenAt: z.string(), expiresAt: z.string().nullable() }),
  ),
  async handler({ params: { room }, inOrganisation }) {
    return inOrganisation(async query => {
      await requireRoom(query, room)
      const grants = await query.selectFrom('kernel.grant').selectAll().where('room', '=', room).orderBy('given_at').execute()
      const names = await namesOf(
        query,
        grants.map(grant => grant.person),
      )
      return grants.map(grant => ({
        person: grant.person,
        name: names[grant.person] ?? '—',
        scope: grant.scope,
        givenAt: grant.given_at.toISOString(),
        expiresAt: grant.expires_at?.toISOString() ?? null,
      }))
    })
  },
})

/** Who it is about, in an activity that is read long after. */
async function named(query: Query, person: string): Promise<{ person: string; name: string | null }> {
  return { person, name: (await namesOf(query, [person]))[person] ?? null }
}

const put = route({
  method: 'PUT',
  path: '/api/rooms/:room/grants',
  summary: 'Give somebody access to this room, or change it',
  right: 'manage',
  room: 'room',
  params: z.object({ room: Room }),
  body: z.object({ person: z.uuid(), scope: z.enum(SCOPES), expiresAt: z.iso.datetime({ offset: true }).nullable().default(null) }),
  response: z.null(),
  status: 204,
  async handler({ actor, params: { room }, body, inOrganisation }) {
    const { organisation, person: given_by } = actor
    const { person, scope } = body
    const expires_at = body.expiresAt === null ? null : new Date(body.expiresAt)
    await inOrganisation(async query => {
      await requireRoom(query, room)
      await requirePerson(query, person)
      await query
        .insertInto('kernel.grant')
        .values({ organisation, room, person, scope, expires_at, given_by })
        .onConflict(conflict => conflict.columns(['organisation', 'room', 'person']).doUpdateSet({ scope, expires_at, given_by }))
        .execute()
      await recordActivity(query, actor, 'grant.give', room, { ...(await named(query, person)), scope, expiresAt: body.expiresAt })
      await announceLoss(query, { organisation, person })
    })
    return null
  },
})

const remove = route({
  method: 'DELETE',
  path: '/api/rooms/:room/grants/:person',
  summary: 'Withdraw the access that somebody was given to this room',
  right: 'manage',
  room: 'room',
  params: z.object({ room: Room, person: z.uuid() }),
  response: z.null(),
  status: 204,
  async handler({ actor, params: { room, person }, inOrganisation }) {
    await inOrganisation(async query => {
      const gone = await query.deleteFrom('kernel.grant').where('room', '=', room).where('person', '=', person).executeTakeFirst()
      if (gone.numDeletedRows === 0n) throw refuse('unknown-person')
      await recordActivity(query, actor, 'grant.take', room, await named(query, person))
      await announceLoss(query, { organisation: actor.organisation, person })
    })
    return null
  },
})

export const grantRoutes: Route[] = [list, put, remove]

export async function requireRoom(query: Query, room: string): Promise<void> {
  const { rows } = await sql`select 1 from kernel.room where room = ${room}`.execute(query)
  if (rows.length === 0) throw refuse('unknown-room')
}

/** A member who has not left, or the holder of a link. */
async function requirePerson(query: Query, person: string): Promise<void> {
  const member = query.selectFrom('kernel.member').select('person').where('person', '=', person).where('left_at', 'is', null)
  const tablet = query.selectFrom('kernel.device').select('person').where('person', '=', person).where('by', '=', 'link')
  if (!(await member.executeTakeFirst()) && !(await tablet.executeTakeFirst())) throw refuse('unknown-person')
}
