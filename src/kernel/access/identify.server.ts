import '@fastify/cookie'
import type { FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Database } from '#kernel/database/database.server.ts'
import { sessionTokenOf } from './accounts.server.ts'
import { deviceNameOf } from './device-name.ts'
import { headersOf } from './http-origin.server.ts'
import { refuse } from './refusals.ts'
import type { Actor } from './role.ts'
import { hashOf } from './secret.server.ts'
import type { AskAccounts } from './sessions.server.ts'
import './tables.server.ts'

export const LINK_COOKIE = 'courant-link'
export const ORGANISATION_COOKIE = 'courant-organisation'
/** How old "last seen" may get before it is written again: a request is not worth a write of its own. */
const SEEN_EVERY_MS = 60_000

/**
 * Says who asks, from the key, the session or the link that the request carries; `undefined` when it carries none. Everything is read
 * again at each request, so that what is revoked is refused at the very next one.
 */
export async function identify(database: Database, accounts: AskAccounts, request: FastifyRequest): Promise<Actor | undefined> {
  const key = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (key !== undefined) return byKey(database, key)
  const token = sessionTokenOf(request.cookies)
  const session = token === undefined ? undefined : await bySession(database, accounts, request)
  if (session) return session
  const link = request.cookies[LINK_COOKIE]
  if (link !== undefined) return byLink(database, link)
  if (token !== undefined) throw await endedSession(database, token)
  return undefined
}

async function byKey(database: Database, key: string): Promise<Actor> {
  const row = await database.kysely
    .selectFrom('kernel.api_key')
    .select(['organisation', 'id', 'name', 'role', 'revoked_at', 'last_used_at'])
    .where('secret', '=', hashOf(key))
    .executeTakeFirst()
  if (!row) throw refuse('unknown-key')
  if (row.revoked_at) throw refuse('key-revoked', { name: row.name })
  if (isStale(row.last_used_at)) {
    const { organisation, id } = row
    await database.kysely
      .updateTable('kernel.api_key')
      .set({ last_used_at: sql`now()` })
      .where('organisation', '=', organisation)
      .where('id', '=', id)
      .execute()
  }
  return { organisation: row.organisation, person: row.id, name: row.name, by: 'key', role: row.role, device: row.id, grants: [] }
}

async function bySession(database: Database, accounts: AskAccounts, request: FastifyRequest): Promise<Actor | undefined> {
  const found = await (await accounts()).api.getSession({ headers: headersOf(request), query: { disableRefresh: true } })
  if (!found) return undefined
  const { session, user } = found
  const member = chosen(await membershipsOf(database, user.id, session.id), request)
  if (member.device_revoked_at) throw refuse('device-revoked')
  const { organisation } = member
  await noteSession(database, {
    organisation,
    id: session.id,
    token: session.token,
    person: user.id,
    name: member.name,
    agent: session.userAgent ?? '',
    seen: member.device_seen_at,
  })
  return { organisation, person: user.id, name: member.name, by: 'session', role: member.role, device: session.id, grants: member.grants }
}

/** The organisations that a person belongs to, oldest first, with what this session is there. */
async function membershipsOf(database: Database, person: string, session: string) {
  return database.kysely
    .selectFrom('kernel.member as m')
    .leftJoin('kernel.device as d', join => join.onRef('d.organisation', '=', 'm.organisation').on('d.id', '=', session))
    .select(['m.organisation', 'm.name', 'm.role', 'd.revoked_at as device_revoked_at', 'd.last_seen_at as device_seen_at'])
    .select(from =>
      jsonArrayFrom(
        from
          .selectFrom('kernel.grant as g')
          .select(['g.room', 'g.scope'])
          .whereRef('g.organisation', '=', 'm.organisation')
          .whereRef('g.person', '=', 'm.person')
          .where(sql<boolean>`(g.expires_at is null or g.expires_at > now())`),
      ).as('grants'),
    )
    .where('m.person', '=', person)
    .where('m.left_at', 'is', null)
    .orderBy('m.since')
    .orderBy('m.organisation')
    .execute()
}

function chosen<Member extends { organisation: string }>(members: Member[], request: FastifyRequest): Member {
  const wanted = request.headers['x-courant-organisation'] ?? request.cookies[ORGANISATION_COOKIE]
  const member = wanted === undefined ? members[0] : members.find(one => one.organisation === wanted)
  if (member) return member
  throw refuse(members.length === 0 ? 'no-organisation' : 'not-a-member')
}

interface SeenSession {
  organisation: string
  id: string
  token: string
  person: string
  name: string
  agent: string
  seen: Date | null
}

async function noteSession(database: Database, session: SeenSession): Promise<void> {
  if (!isStale(session.seen)) return
  await database.kysely
    .insertInto('kernel.device')
    .values({
      organisation: session.organisation,
      id: session.id,
      by: 'session',
      secret: hashOf(session.token),
      person: session.person,
      person_name: session.name,
      name: deviceNameOf(session.agent),
      invitation: null,
      expires_at: null,
    })
    .onConflict(conflict => conflict.columns(['organisation', 'id']).doUpdateSet({ last_seen_at: sql`now()`, person_name: session.name }))
    .execute()
}

async function byLink(database: Database, secret: string): Promise<Actor> {
  const device = await database.kysely
    .selectFrom('kernel.device as d')
    .leftJoin('kernel.invitation as i', join => join.onRef('i.organisation', '=', 'd.organisation').onRef('i.id', '=', 'd.invitation'))
    .select(['d.organisation', 'd.id', 'd.person', 'd.person_name', 'd.revoked_at', 'd.last_seen_at', 'd.expires_at'])
    .select('i.revoked_at as link_revoked_at')
    .select(from =>
      jsonArrayFrom(
        from
          .selectFrom('kernel.grant as g')
          .select(['g.room', 'g.scope'])
          .whereRef('g.organisation', '=', 'd.organisation')
          .whereRef('g.person', '=', 'd.person')
          .where(sql<boolean>`(g.expires_at is null or g.expires_at > now())`),
      ).as('grants'),
    )
    .where('d.secret', '=', hashOf(secret))
    .where('d.by', '=', 'link')
    .executeTakeFirst()
  if (!device) throw refuse('unknown-link')
  if (device.revoked_at) throw refuse(wentWithLink(device.revoked_at, device.link_revoked_at) ? 'link-revoked' : 'device-revoked')
  if (device.expires_at && device.expires_at.getTime() <= Date.now()) throw refuse('link-expired')
  const { organisation, id, person, person_name: name } = device
  if (isStale(device.last_seen_at)) {
    await database.kysely
      .updateTable('kernel.device')
      .set({ last_seen_at: sql`now()` })
      .where('organisation', '=', organisation)
      .where('id', '=', id)
      .execute()
  }
  return { organisation, person, name, by: 'link', role: 'client', device: id, grants: device.grants }
}

/** A link taken back ends somebody's work, at one instant with it; a device taken away for itself may be in a thief's hands and is told to wipe. */
function wentWithLink(revoked: Date, link: Date | null): boolean {
  return revoked.getTime() === link?.getTime()
}

/** A session that is gone: taken away with its device, or simply over. */
async function endedSession(database: Database, token: string): Promise<Error> {
  const device = await database.kysely
    .selectFrom('kernel.device')
    .select('revoked_at')
    .where('secret', '=', hashOf(token))
    .where('revoked_at', 'is not', null)
    .executeTakeFirst()
  return refuse(device ? 'device-revoked' : 'session-ended')
}

function isStale(seen: Date | null): boolean {
  return seen === null || Date.now() - seen.getTime() > SEEN_EVERY_MS
}
