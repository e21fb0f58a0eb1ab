import '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Query } from '#kernel/database/database.server.ts'
import { type Route, route } from '#kernel/http/route.server.ts'
import { recordActivity } from './activity.server.ts'
import { demand } from './demand.ts'
import { type Exchanged, exchange } from './exchange.server.ts'
import { requireRoom } from './grant-routes.server.ts'
import { headersOf, originOf } from './http-origin.server.ts'
import { LINK_COOKIE } from './identify.server.ts'
import { withInstants } from './instants.ts'
import { type Gift, inDays, joinAddress, makeInvitation, usableInvitation } from './invitation.server.ts'
import { guardRole } from './people-routes.server.ts'
import { refuse } from './refusals.ts'
import { announceLoss, revokeDevicesOf } from './revocation.server.ts'
import { type Actor, ROLES, SCOPES } from './role.ts'
import type { AskAccounts } from './sessions.server.ts'
import './tables.server.ts'

const Text = z.string().trim().min(1).max(200)
const Token = z.string().min(1).max(200)

const Wanted = z.object({
  role: z.enum(ROLES).optional(),
  room: Text.optional(),
  scope: z.enum(SCOPES).optional(),
  email: z.email().max(200).optional(),
  name: Text.optional(),
  title: Text.optional(),
  days: z.number().int().min(1).max(366).default(7),
})

const Shown = z.object({
  id: z.string(),
  kind: z.enum(['member', 'room', 'password']),
  role: z.enum(ROLES).nullable(),
  room: z.string().nullable(),
  scope: z.enum(SCOPES).nullable(),
  email: z.string().nullable(),
  name: z.string().nullable(),
  title: z.string().nullable(),
  createdAt: z.string(),
  expiresAt: z.string(),
  usedAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
})

/** Links that invite: made by who may, shown to who holds one, exchanged once, withdrawn. */
export function invitationRoutes(accounts: AskAccounts, url: string | undefined): Route[] {
  return [make(url), list, revoke, look(accounts), exchangeRoute(accounts, url)]
}

const make = (url: string | undefined) =>
  route({
    method: 'POST',
    path: '/api/invitations',
    summary: 'Make a link that works once: it gives a role in the organisation, or access to one room',
    right: 'signed-in',
    body: Wanted,
    response: z.object({ id: z.string(), address: z.string(), expiresAt: z.string() }),
    status: 201,
    async handler({ actor, body, inOrganisation, request }) {
      const gives = giftOf(body)
      const expiresAt = inDays(body.days)
      const { organisation, person } = actor
      const made = await inOrganisation(async query => {
        await guardGift(query, actor, gives)
        const { email, name, title } = body
        const invitation = await makeInvitation(query, { organisation, gives, expiresAt, by: person, email, name, title })
        await recordActivity(query, actor, 'invitation.make', invitation.id, {
          ...gives,
          title: title ?? null,
          name: name ?? null,
          email: email ?? null,
        })
        return invitation
      })
      return { id: made.id, address: joinAddress(originOf(request, url), made.secret), expiresAt: expiresAt.toISOString() }
    },
  })

function giftOf({ role, room, scope }: z.output<typeof Wanted>): Gift {
  if (role && !room && !scope) return { kind: 'member', role }
  if (!role && room && scope) return { kind: 'room', room, scope }
  throw refuse('role-or-room')
}

async function guardGift(query: Query, actor: Actor, gives: Gift): Promise<void> {
  if (gives.kind === 'member') return guardRole(actor, gives.role)
  if (gives.kind !== 'room') throw new Error('a link for a password is made for a person')
  demand(actor, 'manage', gives.room)
  await requireRoom(query, gives.room)
}

const list = route({
  method: 'GET',
  path: '/api/invitations',
  summary: 'Links made, the newest first: of the organisation, or of one room',
  right: 'signed-in',
  query: z.object({ room: Text.optional() }),
  response: z.array(Shown),
  async handler({ actor, query: { room }, inOrganisation }) {
    demand(actor, room === undefined ? 'access' : 'manage', room)
    const made = await inOrganisation(query =>
      query
        .selectFrom('kernel.invitation')
        .select(['id', 'kind', 'role', 'room', 'scope', 'email', 'name', 'title'])
        .select(['created_at as createdAt', 'expires_at as expiresAt', 'used_at as usedAt', 'revoked_at as revokedAt'])
        .$if(room !== undefined, only => only.where('room', '=', room ?? ''))
        .orderBy('created_at', 'desc')
        .limit(500)
        .execute(),
    )
    return made.map(withInstants)
  },
})

/** Somebody with an account came in by the link too: no tablet alone carries what it gave. */
async function takeGrant(query: Query, organisation: string, room: string, person: string): Promise<void> {
  await query
    .deleteFrom('kernel.grant')
    .where('organisation', '=', organisation)
    .where('room', '=', room)
    .where('person', '=', person)
    .execute()
  await announceLoss(query, { organisation, person })
}

const revoke = route({
  method: 'DELETE',
  path: '/api/invitations/:id',
  summary: 'Withdraw a link, with the access of the tablets and of the person that used it',
  right: 'signed-in',
  params: z.object({ id: z.uuid() }),
  response: z.null(),
  status: 204,
  async handler({ actor, params: { id }, kernel }) {
    const { organisation } = actor
    await kernel.database.asSystem(async query => {
      const own = query.selectFrom('kernel.invitation').where('organisation', '=', organisation).where('id', '=', id)
      const invitation = await own.select(['kind', 'room', 'name', 'email', 'title', 'used_by']).executeTakeFirst()
      if (!invitation) throw refuse('unknown-invitation')
      const { name, email, title } = invitation
      demand(actor, invitation.room === null ? 'access' : 'manage', invitation.room ?? undefined)
      await query
        .updateTable('kernel.invitation')
        .set({ revoked_at: sql`now()` })
        .where('organisation', '=', organisation)
        .where('id', '=', id)
        .execute()
      await revokeDevicesOf(query, organisation, 'invitation', id)
      if (invitation.room !== null && invitation.used_by !== null) await takeGrant(query, organisation, invitation.room, invitation.used_by)
      await recordActivity(query, actor, 'invitation.revoke', id, { name, email, title })
    })
    return null
  },
})

const look = (accounts: AskAccounts) =>
  route({
    method: 'POST',
    path: '/api/invitations/look',
    summary: 'What a link gives, without using it',
    right: 'public',
    body: z.object({ token: Token }),
    callsPerMinute: 60,
    response: Shown.pick({ kind: true, role: true, scope: true, title: true, email: true, name: true, expiresAt: true }).extend({
      organisation: z.string(),
      first: z.boolean().describe('Nobody has come into the organisation yet'),
      account: z.object({ name: z.string(), email: z.string() }).nullable(),
    }),
    async handler({ body, kernel, request }) {
      const account = await accountOf(accounts, request)
      return kernel.database.asSystem(async query => {
        const invitation = await usableInvitation(query, body.token)
        const { name } = await query
          .selectFrom('kernel.organisation')
          .select('name')
          .where('organisation', '=', invitation.organisation)
          .executeTakeFirstOrThrow()
        const somebody = query.selectFrom('kernel.member').select('person').where('organisation', '=', invitation.organisation).limit(1)
        const first = !(await somebody.executeTakeFirst())
        const { kind, role, scope, title, email, name: invited } = invitation
        const expiresAt = invitation.expires_at.toISOString()
        return { kind, role, scope, title, email, name: invited, expiresAt, organisation: name, first, account: account ?? null }
      })
    },
  })

const exchangeRoute = (accounts: AskAccounts, url: string | undefined) =>
  route({
    method: 'POST',
    path: '/api/invitations/exchange',
    summary: 'Use a link: works once, and signs the browser in',
    right: 'public',
    body: z.object({
      token: Token,
      name: Text.optional(),
      email: z.email().max(200).optional(),
      password: z.string().max(1000).optional(),
      device: Text.optional(),
    }),
    callsPerMinute: 30,
    response: z.object({ kind: z.enum(['member', 'room', 'password']), room: z.string().nullable() }),
    async handler({ body, kernel, request, reply }) {
      const already = { account: await accountOf(accounts, request), link: request.cookies[LINK_COOKIE] }
      const exchanged = await exchange(kernel.database, body, already)
      await letIn(accounts, exchanged, request, reply, url?.startsWith('https:') ?? false)
      return { kind: exchanged.kind, room: exchanged.room }
    },
  })

async function accountOf(accounts: AskAccounts, request: FastifyRequest) {
  const found = await (await accounts()).api.getSession({ headers: headersOf(request), query: { disableRefresh: true } })
  return found ? { id: found.user.id, name: found.user.name, email: found.user.email } : undefined
}

async function letIn(
  accounts: AskAccounts,
  exchanged: Exchanged,
  request: FastifyRequest,
  reply: FastifyReply,
  secure: boolean,
): Promise<void> {
  if (exchanged.link) {
    const { secret, until } = exchanged.link
    reply.setCookie(LINK_COOKIE, secret, { path: '/', httpOnly: true, sameSite: 'lax', secure, expires: until })
  }
  if (exchanged.signIn) {
    const { headers } = await (await accounts()).api.signInEmail({
      body: exchanged.signIn,
      headers: headersOf(request),
      returnHeaders: true,
    })
    for (const cookie of headers.getSetCookie()) reply.header('set-cookie', cookie)
  }
}
