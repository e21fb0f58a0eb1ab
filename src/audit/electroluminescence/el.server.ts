import { z } from 'zod'
import { type Route, route } from '#kernel/http/route.server.ts'
import { onAudit, readAudit } from '../audit/audit-room.server.ts'
import { byToken } from '../audit/audit-routes.server.ts'
import { elModules } from './el-modules.ts'
import { everybodyOn } from './polling.server.ts'
import { progressOf } from './progress.ts'
import { STATUSES } from './status.ts'

const elRow = z.object({
  module_identifier: z.string(),
  string: z.int(),
  position: z.int(),
  string_number: z.int(),
  position_in_string: z.int(),
  status: z.enum(STATUSES as [string, ...string[]]),
  defect_type: z.string(),
  severity_level: z.int().nullable(),
  level: z.enum(['ok', 'warning', 'critical']).nullable(),
  defects: z.array(z.string()),
  comment: z.string().nullable(),
  physical_row: z.int().nullable(),
  physical_col: z.int().nullable(),
  updated_at: z.string().nullable(),
})

const modules = route({
  method: 'GET',
  path: '/api/el/audits/:token/modules',
  summary: 'Every module of an audit with its verdict, its last comment and its place on the plan; `cursor` starts the updates from here.',
  right: 'read',
  room: 'token',
  params: byToken,
  response: z.object({
    audit_token: z.string(),
    total_modules: z.int(),
    modules: z.array(elRow),
    /** Modules with results that the configuration no longer has. */
    archived: z.array(z.string()),
    cursor: z.int(),
  }),
  async handler({ actor, params: { token }, kernel, inOrganisation }) {
    const { room, number } = await inOrganisation(query => readAudit(kernel, query, actor, token))
    return elModules(token, room, number)
  },
})

const collaboration = route({
  method: 'GET',
  path: '/api/el/audits/:token/collaborative-status',
  summary: 'Who is on the audit, where, and how many modules are judged.',
  right: 'read',
  room: 'token',
  params: byToken,
  response: z.object({
    audit_token: z.string(),
    active_users: z.array(
      z.object({
        technician_id: z.string(),
        technician_name: z.string(),
        current_module_identifier: z.string().nullable(),
        last_activity: z.string(),
      }),
    ),
    modules_completed: z.int(),
    total_modules: z.int(),
    completion_rate: z.number().nullable(),
  }),
  handler: ({ actor, params: { token }, kernel }) =>
    onAudit(kernel, actor, token, async query => {
      const { room } = await readAudit(kernel, query, actor, token)
      const { done, total, completion } = progressOf(room)
      const users = await everybodyOn(kernel, query, actor, token)
      return {
        audit_token: token,
        active_users: users.map(({ last_seen, ...user }) => ({ ...user, last_activity: last_seen })),
        modules_completed: done,
        total_modules: total,
        completion_rate: completion,
      }
    }),
})

export const elRoutes: Route[] = [modules, collaboration]
