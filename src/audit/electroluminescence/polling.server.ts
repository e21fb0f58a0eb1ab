import { sql } from 'kysely'
import { z } from 'zod'
import { namesOf } from '#kernel/access/names.server.ts'
import type { Actor } from '#kernel/access/role.ts'
import type { Query } from '#kernel/database/database.server.ts'
import { type Route, route } from '#kernel/http/route.server.ts'
import type { Kernel } from '#kernel/kernel.server.ts'
import type { RoomReader } from '#kernel/record/change.ts'
import type { Refusal } from '#kernel/refusal.ts'
import { onAudit, readAudit, writeAudit } from '../audit/audit-room.server.ts'
import { byToken } from '../audit/audit-routes.server.ts'
import { mustBeAudit } from '../audit/audit-row.server.ts'
import { refuse } from '../audit/rules.ts'
import { unsignedAuthor } from '../audit/unsigned-author.ts'
import { configurationOf, type PlantConfiguration, runningNumber } from '../plant/configuration.ts'
import { readIdentifier } from '../plant/identifier.ts'
import { placeOf } from '../plant/module-id.ts'
import { refuseOffice } from '../refusals.ts'
import { type ModuleNews, newsSince } from './el-rows.ts'
import { judgements } from './judgement.ts'
import {
  noteSeen,
  presentTechnicians,
  remember,
  rememberedDevice,
  type Technician,
  technicianNames,
  usesRunningNumbers,
} from './polling-device.server.ts'
import { afterAnswer, type PollingMemory, pollingStart, surelyTold } from './polling-memory.ts'

const technicianId = z.string().min(1).max(100)
/** Whoever closed the question of their name is sent as `null`. */
const NAMELESS = 'Technicien'
const technicianName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .nullable()
  .default(NAMELESS)
  .transform(name => name ?? NAMELESS)

/** Verdicts in one call of the grouped form. */
const MOST_MODULES = 1000

const updateShape = z.object({
  module_id: z.string(),
  module_identifier: z.string(),
  status: z.string(),
  comment: z.string().nullable(),
  technician_id: z.string(),
  technician_name: z.string(),
  updated_at: z.string(),
  updated_at_ms: z.number(),
})

type Update = z.input<typeof updateShape>

const updates = route({
  method: 'GET',
  path: '/api/audit/:token/updates',
  summary:
    'What was decided since the last answer: after a server `cursor`, or after `since` (ms of the caller’s clock), which loses nothing.',
  right: 'read',
  room: 'token',
  params: byToken,
  query: z.object({
    since: z.coerce.number().min(-8.64e15).max(8.64e15).optional(),
    cursor: z.coerce.number().int().min(0).optional(),
    technicianId: technicianId.optional(),
    ids: z.enum(['canonical', 'running']).optional(),
  }),
  response: z.object({ success: z.literal(true), updates: z.array(updateShape), cursor: z.int() }),
  handler: ({ actor, params: { token }, query: asked, kernel }) =>
    onAudit(kernel, actor, token, async query => {
      const now = await readAudit(kernel, query, actor, token)
      const device = await rememberedDevice(query, actor, token, asked.technicianId)
      const asking = Date.now()
      const from =
        asked.cursor === undefined ? await startOf(query, token, asked.since, device.memory, asking) : known(asked.cursor, now.number)
      if (asked.since !== undefined && asked.cursor === undefined) {
        const answer = { since: asked.since, number: now.number, now: asking }
        await remember(query, actor, token, asked.technicianId, afterAnswer(device.memory, answer))
      }
      const fresh = from !== null && from >= now.number ? [] : newsSince(now.room, from)
      const running = asked.ids ? asked.ids === 'running' : (device.runningNumbers ?? (await usesRunningNumbers(query, token)))
      return { success: true as const, updates: await written(query, token, now.room, fresh, running), cursor: now.number }
    }),
})

/** A cursor from the future was given before a backup was brought back: what that caller has is not known. */
function known(cursor: number, number: number): number | null {
  return cursor > number ? null : cursor
}

/** The number after which the answer to an instant starts; `null` for everything. */
async function startOf(
  query: Query,
  token: string,
  since: number | undefined,
  memory: PollingMemory | null,
  now: number,
): Promise<number | null> {
  const start = since === undefined ? 'everything' : pollingStart(memory, since, now)
  if (start === 'everything') return null
  if ('after' in start) return start.after
  const { rows } = await sql<{ number: string }>`select number from kernel.history
    where room = ${token} and at <= ${new Date(start.decidedAfter)} order by number desc limit 1`.execute(query)
  return rows[0] ? Number(rows[0].number) : null
}

/** News under the names that older tablets know: theirs for technicians, and running numbers if they use them. */
async function written(query: Query, token: string, room: RoomReader, news: ModuleNews[], running: boolean): Promise<Update[]> {
  if (news.length === 0) return []
  const configuration = configurationOf(room)
  const nameOf = await technicianNames(query, token)
  const people = await namesOf(query, [...new Set(news.map(({ by }) => by))])
  return news.map(({ module, status, comment, by, device, at }) => ({
    module_id: running ? runningName(configuration, module) : module,
    module_identifier: module,
    status,
    comment,
    technician_id: nameOf(by, device) === undefined ? by : device,
    technician_name: nameOf(by, device) ?? people[by] ?? unsignedAuthor(by, 'fr'),
    updated_at: at,
    updated_at_ms: Date.parse(at),
  }))
}

function runningName(configuration: PlantConfiguration, module: string): string {
  const number = runningNumber(configuration, placeOf(module)!)
  return number === undefined ? module : `M${String(number).padStart(3, '0')}`
}

const verdict = {
  status: z.string().max(100).optional(),
  comment: z.string().nullable().optional(),
}

const judge = route({
  method: 'POST',
  path: '/api/audit/:token/module/:moduleId',
  summary: 'Marks one module. An absent or null comment changes no comment; a given one is added after the others.',
  right: 'write',
  room: 'token',
  params: byToken.extend({ moduleId: z.string().max(100) }),
  body: z.object({ ...verdict, technicianId, technicianName }),
  bodyLimit: 2 << 20,
  response: z.object({ success: z.literal(true), module_id: z.string(), module_identifier: z.string(), cursor: z.int() }),
  handler: ({ actor, params: { token, moduleId }, body, kernel }) =>
    onAudit(kernel, actor, token, async query => {
      const { technicianId: technician, technicianName: name, ...given } = body
      const act = { technician, name, verdicts: [{ module: moduleId, ...given }] }
      const { modules, cursor } = await judgeModules(kernel, query, actor, token, act)
      return { success: true as const, module_id: moduleId, module_identifier: modules[0]!, cursor }
    }),
})

const judgeMany = route({
  method: 'POST',
  path: '/api/audit/:token/modules',
  summary: `Marks up to ${MOST_MODULES} modules as one act: all of them, or none.`,
  right: 'write',
  room: 'token',
  params: byToken,
  body: z.object({ modules: z.array(z.object({ module_id: z.string().max(100), ...verdict })).min(1), technicianId, technicianName }),
  bodyLimit: 8 << 20,
  response: z.object({ success: z.literal(true), modules: z.array(z.string()), cursor: z.int() }),
  handler: ({ actor, params: { token }, body, kernel }) =>
    onAudit(kernel, actor, token, async query => {
      if (body.modules.length > MOST_MODULES) throw refuseOffice('too-many-modules', { count: body.modules.length, most: MOST_MODULES })
      const verdicts = body.modules.map(({ module_id: module, ...given }) => ({ module, ...given }))
      const act = { technician: body.technicianId, name: body.technicianName, verdicts }
      return { success: true as const, ...(await judgeModules(kernel, query, actor, token, act)) }
    }),
})

interface Act {
  technician: string
  name: string
  verdicts: { module: string; status?: string | undefined; comment?: string | null | undefined }[]
}

/** One act of an older tablet, judged on what that tablet was certainly told. */
async function judgeModules(
  kernel: Kernel,
  query: Query,
  actor: Actor,
  token: string,
  act: Act,
): Promise<{ modules: string[]; cursor: number }> {
  const { room, number } = await readAudit(kernel, query, actor, token)
  const configuration = configurationOf(room)
  const readings = act.verdicts.map(({ module }) => readIdentifier(module, configuration))
  const modules = readings.map(reading => {
    if ('problem' in reading) throw unknownModule(reading)
    return reading.id
  })
  const verdicts = act.verdicts.map((given, i) => ({ ...given, module: modules[i]! }))
  const changes = judgements(room, verdicts, () => crypto.randomUUID())
  const { technician, name } = act
  const running = readings.some(reading => 'dialect' in reading && reading.dialect === 'running')
  await noteSeen(query, actor, { token, technician, name, runningNumbers: running })
  if (changes.length === 0) return { modules, cursor: number }
  const { memory } = await rememberedDevice(query, actor, token, technician)
  const base = memory ? Math.min(surelyTold(memory), number) : number
  return { modules, cursor: await writeAudit(kernel, query, actor, token, { changes, base, device: technician }) }
}

function unknownModule({ read, problem }: { read: string; problem: string }): Refusal {
  const module = read.slice(0, 60)
  return problem === 'not-in-configuration'
    ? refuse('module-not-in-configuration', { module })
    : refuseOffice('module-not-readable', { module })
}

const heartbeat = route({
  method: 'POST',
  path: '/api/audit/:token/heartbeat',
  summary: 'Says that a technician is there, for the next 30 seconds.',
  right: 'read',
  room: 'token',
  params: byToken,
  body: z.object({ technicianId, technicianName }),
  response: z.object({ success: z.literal(true) }),
  async handler({ actor, params: { token }, body: { technicianId: technician, technicianName: name }, kernel, inOrganisation }) {
    await inOrganisation(async query => {
      await mustBeAudit(query, token)
      await noteSeen(query, actor, { token, technician, name })
    })
    kernel.rooms.seen({ ...actor, name }, token, { at: null, place: null, device: technician })
    return { success: true as const }
  },
})

const technicianShape = z.object({
  technician_id: z.string(),
  technician_name: z.string(),
  last_seen: z.string(),
  current_module_identifier: z.string().nullable(),
})

/** Everybody who is on the audit now, by whichever way they came. */
export async function everybodyOn(kernel: Kernel, query: Query, actor: Actor, token: string): Promise<Technician[]> {
  const polling = await presentTechnicians(query, token)
  const known = new Set(polling.map(technician => technician.technician_id))
  const live = kernel.rooms.presence({ organisation: actor.organisation, room: token }).filter(({ device }) => !known.has(device))
  return [
    ...polling,
    ...live.map(({ person, name, seen, at }) => ({
      technician_id: person,
      technician_name: name,
      last_seen: seen,
      current_module_identifier: at !== null && placeOf(at) ? at : null,
    })),
  ]
}

const technicians = route({
  method: 'GET',
  path: '/api/audit/:token/technicians',
  summary: 'Who is on this audit now, on older tablets and on live ones.',
  right: 'read',
  room: 'token',
  params: byToken,
  response: z.object({ success: z.literal(true), technicians: z.array(technicianShape) }),
  handler: ({ actor, params: { token }, kernel, inOrganisation }) =>
    inOrganisation(async query => {
      await mustBeAudit(query, token)
      return { success: true as const, technicians: await everybodyOn(kernel, query, actor, token) }
    }),
})

export const pollingRoutes: Route[] = [updates, judge, judgeMany, heartbeat, technicians]
