import { z } from 'zod'
import { recordActivity } from '#kernel/access/activity.server.ts'
import { type Route, route } from '#kernel/http/route.server.ts'
import { showDemo } from './demo.server.ts'

export const demoRoutes: Route[] = [
  route({
    method: 'POST',
    path: '/api/audits/demo',
    summary: 'Adds the two audits of the demonstration; refused when they are already there.',
    right: 'manage',
    response: z.null(),
    status: 204,
    async handler({ actor, kernel, inOrganisation }) {
      await showDemo(kernel, actor.organisation)
      await inOrganisation(query => recordActivity(query, actor, 'audit.demo', null))
      return null
    },
  }),
]
