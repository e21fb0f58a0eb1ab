import { z } from 'zod'
import { type Route, route } from '#kernel/http/route.server.ts'
import { recordActivity } from './activity.server.ts'
import { organisationNamed } from './organisation.server.ts'
import { refuse } from './refusals.ts'

const rename = route({
  method: 'PATCH',
  path: '/api/organisation',
  summary: 'Give the organisation another name',
  right: 'administer',
  body: z.object({ name: z.string().trim().min(1).max(200) }),
  response: z.null(),
  status: 204,
  async handler({ actor, body: { name }, kernel }) {
    const { organisation } = actor
    await kernel.database.asSystem(async query => {
      const called = await organisationNamed(query, name)
      if (called === organisation) return
      if (called !== undefined) throw refuse('name-taken', { name })
      const own = query.selectFrom('kernel.organisation').select('name').where('organisation', '=', organisation)
      const { name: from } = await own.executeTakeFirstOrThrow()
      await query.updateTable('kernel.organisation').set({ name }).where('organisation', '=', organisation).execute()
      await recordActivity(query, actor, 'organisation.name', organisation, { from, to: name })
    })
    return null
  },
})

export const organisationRoutes: Route[] = [rename]
