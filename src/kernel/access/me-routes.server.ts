import '@fastify/cookie'
import { z } from 'zod'
import { type Route, route } from '#kernel/http/route.server.ts'
import { recordActivity } from './activity.server.ts'
import { headersOf } from './http-origin.server.ts'
import { ORGANISATION_COOKIE } from './identify.server.ts'
import { refuse } from './refusals.ts'
import { permissionsOf, ROLES, SCOPES } from './role.ts'
import type { AskAccounts } from './sessions.server.ts'
import './tables.server.ts'

const YEAR_SECONDS = 365 * 24 * 3600

const Me = z.object({
  person: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  by: z.enum(['session', 'key', 'link']),
  role: z.enum(ROLES),
  permissions: z.array(z.string()),
  grants: z.array(z.object({ room: z.string(), scope: z.enum(SCOPES) })),
  language: z.enum(['fr', 'en']),
  device: z.string(),
  organisation: z.object({ id: z.string(), name: z.string() }),
  organisations: z.array(z.object({ id: z.string(), name: z.string() })),
})

const read = (accounts: AskAccounts) =>
  route({
    method: 'GET',
    path: '/api/me',
    summary: 'Who I am here, and what I may do',
    right: 'signed-in',
    response: Me,
    async handler({ actor, kernel, language, request, reply }) {
      if (actor.by === 'session') {
        // The one address that every page asks at its start: here a session in use is made to last longer.
        const { headers } = await (await accounts()).api.getSession({ headers: headersOf(request), returnHeaders: true })
        for (const cookie of headers.getSetCookie()) reply.header('set-cookie', cookie)
      }
      const { person, name, by, role, grants, device, organisation } = actor
      const { own, organisations } = await kernel.database.asSystem(async query => ({
        own: await query
          .selectFrom('kernel.member as m')
          .innerJoin('kernel.person as p', 'p.id', 'm.person')
          .select(['p.email', 'm.language'])
          .where('m.organisation', '=', organisation)
          .where('m.person', '=', person)
          .executeTakeFirst(),
        organisations: await query
          .selectFrom('kernel.organisation as o')
          .select(['o.organisation as id', 'o.name'])
          .where(where =>
            where.or([
              where('o.organisation', '=', organisation),
              where.exists(
                where
                  .selectFrom('kernel.member as m')
                  .select('m.person')
                  .whereRef('m.organisation', '=', 'o.organisation')
                  .where('m.person', '=', person)
                  .where('m.left_at', 'is', null),
              ),
            ]),
          )
          .orderBy('o.name')
          .execute(),
      }))
      const here = organisations.find(one => one.id === organisation)
      if (!here) throw new Error(`organisation ${organisation} has no row`)
      const [email, chosen] = [own?.email ?? null, own?.language ?? language]
      const permissions = permissionsOf(role)
      return { person, name, email, by, role, permissions, grants, language: chosen, device, organisation: here, organisations }
    },
  })

const change = route({
  method: 'PATCH',
  path: '/api/me',
  summary: 'Change my name or language, or the organisation I work in',
  right: 'signed-in',
  body: z.object({
    name: z.string().trim().min(1).max(200).optional(),
    language: z.enum(['fr', 'en']).optional(),
    organisation: z.uuid().optional(),
  }),
  response: z.null(),
  status: 204,
  async handler({ actor, body: { name, language, organisation }, kernel, reply }) {
    if (actor.by !== 'session') throw refuse('own-account')
    const changes = { ...(name === undefined ? {} : { name }), ...(language === undefined ? {} : { language }) }
    await kernel.database.asSystem(async query => {
      const mine = query.selectFrom('kernel.member').select('person').where('person', '=', actor.person).where('left_at', 'is', null)
      if (organisation && !(await mine.where('organisation', '=', organisation).executeTakeFirst())) throw refuse('not-a-member')
      const own = query.updateTable('kernel.member').where('person', '=', actor.person)
      // A name is the person's own, in every organisation; a language too.
      if (Object.keys(changes).length > 0) await own.set(changes).execute()
      if (name === undefined) return
      await query.updateTable('kernel.person').set({ name }).where('id', '=', actor.person).execute()
      await recordActivity(query, actor, 'member.name', actor.person, { from: actor.name, to: name })
    })
    const options = { path: '/', sameSite: 'lax', maxAge: YEAR_SECONDS } as const
    if (organisation) reply.setCookie(ORGANISATION_COOKIE, organisation, { ...options, httpOnly: true })
    if (language) reply.setCookie('courant-language', language, options)
    return null
  },
})

export function meRoutes(accounts: AskAccounts): Route[] {
  return [read(accounts), change]
}
