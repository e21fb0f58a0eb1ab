import { sql } from 'kysely'
import { z } from 'zod'
import type { Query } from '#kernel/database/database.server.ts'
import { type Route, route } from '#kernel/http/route.server.ts'
import { recordActivity } from './activity.server.ts'
import { demand } from './demand.ts'
import { originOf } from './http-origin.server.ts'
import { inDays, joinAddress, makeInvitation } from './invitation.server.ts'
import { refuse } from './refusals.ts'
import { announceLoss, revokeDevicesOf } from './revocation.server.ts'
import { type Actor, may, ROLES, type Role } from './role.ts'
import './tables.server.ts'

const Person = z.object({ person: z.uuid() })
const PASSWORD_LINK_DAYS = 2

/** Only who manages access gives roles, and only an owner makes or unmakes an owner. */
export function guardRole(actor: Actor, ...roles: Role[]): void {
  demand(actor, 'access')
  if (roles.includes('owner') && actor.role !== 'owner') throw refuse('role-too-wide', { role: 'owner' })
}

const list = route({
  method: 'GET',
  path: '/api/people',
  summary: 'The people of the organisation; their e-mail addresses for who manages access',
  right: 'manage',
  response: z.array(
    z.object({
      person: z.string(),
      name: z.string(),
      email: z.string().nullable(),
      role: z.enum(ROLES),
      since: z.string(),
      leftAt: z.string().nullable(),
    }),
  ),
  async handler({ actor, kernel }) {
    const people = await kernel.database.asSystem(query =>
      query
        .selectFrom('kernel.member as m')
        .leftJoin('kernel.person as p', 'p.id', 'm.person')
        .select(['m.person', 'm.name', 'm.role', 'm.since', 'm.left_at', 'p.email'])
        .where('m.organisation', '=', actor.organisation)
        .orderBy('m.name')
        .execute(),
    )
    const seesAddresses = may(actor, 'access')
    return people.map(({ person, name, role, since, left_at, email }) => ({
      person,
      name,
      email: seesAddresses ? email : null,
      role,
      since: since.toISOString(),
      leftAt: left_at?.toISOString() ?? null,
    }))
  },
})

const setRole = route({
  method: 'PATCH',
  path: '/api/people/:person',
  summary: 'Change the role of somebody',
  right: 'access',
  params: Person,
  body: z.object({ role: z.enum(ROLES) }),
  response: z.null(),
  status: 204,
  async handler({ actor, params: { person }, body: { role }, inOrganisation }) {
    await inOrganisation(query => changeRole(query, actor, person, role))
    return null
  },
})

/** Needs a transaction that sees the organisation alone, or a system one with `actor.organisation` told. */
async function changeRole(query: Query, actor: Actor, person: string, role: Role): Promise<void> {
  const { organisation } = actor
  const member = await activeMember(query, organisation, person)
  guardRole(actor, role, member.role)
  if (role !== 'owner') await guardLastOwner(query, organisation, person)
  await query.updateTable('kernel.member').set({ role }).where('organisation', '=', organisation).where('person', '=', person).execute()
  await recordActivity(query, actor, 'member.role', person, { name: member.name, from: member.role, to: role })
  await announceLoss(query, { organisation, person })
}

const remove = route({
  method: 'DELETE',
  path: '/api/people/:person',
  summary: 'Take somebody out of the organisation, with the devices they use; what they did stays under their name',
  right: 'access',
  params: Person,
  response: z.null(),
  status: 204,
  async handler({ actor, params: { person }, kernel }) {
    const { organisation } = actor
    await kernel.database.asSystem(async query => {
      const member = await activeMember(query, organisation, person)
      guardRole(actor, member.role)
      await guardLastOwner(query, organisation, person)
      const own = query.updateTable('kernel.member').where('organisation', '=', organisation).where('person', '=', person)
      await own.set({ left_at: sql`now()` }).execute()
      await query.deleteFrom('kernel.grant').where('organisation', '=', organisation).where('person', '=', person).execute()
      await revokeDevicesOf(query, organisation, 'person', person)
      await recordActivity(query, actor, 'member.remove', person, { name: member.name })
      await announceLoss(query, { organisation, person })
    })
    return null
  },
})

const passwordLink = (url: string | undefined) =>
  route({
    method: 'POST',
    path: '/api/people/:person/password-link',
    summary: 'Make a link by which somebody chooses another password',
    right: 'access',
    params: Person,
    response: z.object({ address: z.string(), expiresAt: z.string() }),
    status: 201,
    async handler({ actor, params: { person }, kernel, request }) {
      const { organisation } = actor
      const expiresAt = inDays(PASSWORD_LINK_DAYS)
      const { secret } = await kernel.database.asSystem(async query => {
        const member = await activeMember(query, organisation, person)
        guardRole(actor, member.role)
        await guardShared(query, organisation, person)
        await recordActivity(query, actor, 'member.password-link', person, { name: member.name })
        return makeInvitation(query, { organisation, gives: { kind: 'password', person }, expiresAt, by: actor.person, name: member.name })
      })
      return { address: joinAddress(originOf(request, url), secret), expiresAt: expiresAt.toISOString() }
    },
  })

/** Whoever sets a password becomes that person everywhere: one organisation may not do that to a member of another. */
async function guardShared(query: Query, organisation: string, person: string): Promise<void> {
  const elsewhere = query
    .selectFrom('kernel.member')
    .select('organisation')
    .where('person', '=', person)
    .where('organisation', '<>', organisation)
  if (await elsewhere.where('left_at', 'is', null).executeTakeFirst()) throw refuse('shared-account')
}

async function activeMember(query: Query, organisation: string, person: string) {
  const member = await query
    .selectFrom('kernel.member')
    .select(['name', 'role'])
    .where('organisation', '=', organisation)
    .where('person', '=', person)
    .where('left_at', 'is', null)
    .executeTakeFirst()
  if (!member) throw refuse('unknown-person')
  return member
}

/** The rows of the owners are locked: two who leave at the same time cannot both be the one before the last. */
async function guardLastOwner(query: Query, organisation: string, person: string): Promise<void> {
  const owners = await query
    .selectFrom('kernel.member')
    .select('person')
    .where('organisation', '=', organisation)
    .where('role', '=', 'owner')
    .where('left_at', 'is', null)
    .orderBy('person')
    .forUpdate()
    .execute()
  if (owners.length === 1 && owners[0]?.person === person) throw refuse('last-owner')
}

export function peopleRoutes(url: string | undefined): Route[] {
  return [list, setRole, remove, passwordLink(url)]
}
