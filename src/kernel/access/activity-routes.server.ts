import { z } from 'zod'
import { type Route, route } from '#kernel/http/route.server.ts'
import './tables.server.ts'

const read = route({
  method: 'GET',
  path: '/api/activity',
  summary: 'What was done in the organisation, the newest first; `before` is the id of the last one read',
  right: 'administer',
  query: z.object({ before: z.coerce.number().int().min(1).optional(), most: z.coerce.number().int().min(1).max(500).default(100) }),
  response: z.array(
    z.object({
      id: z.string(),
      at: z.string(),
      actor: z.string(),
      actorName: z.string(),
      action: z.string(),
      thing: z.string().nullable(),
      details: z.record(z.string(), z.unknown()),
    }),
  ),
  async handler({ query: { before, most }, inOrganisation }) {
    const rows = await inOrganisation(query =>
      query
        .selectFrom('kernel.activity')
        .selectAll()
        .$if(before !== undefined, older => older.where('id', '<', String(before)))
        .orderBy('id', 'desc')
        .limit(most)
        .execute(),
    )
    return rows.map(({ id, at, actor, actor_name: actorName, action, thing, details }) => ({
      id,
      at: at.toISOString(),
      actor,
      actorName,
      action,
      thing,
      details,
    }))
  },
})

export const activityRoutes: Route[] = [read]
