import { type QueryResult, type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { recordActivity } from '#kernel/access/activity.server.ts'
import { type Actor, may } from '#kernel/access/role.ts'
import type { Query } from '#kernel/database/database.server.ts'
import { type Route, route } from '#kernel/http/route.server.ts'
import { archivedAnswer, givenNumber, holding, type Listing, listing, pageOf } from '../listing.server.ts'
import { LONGEST_NAME } from '../name.ts'
import { refuseOffice } from '../refusals.ts'
import { mustExist } from '../register.server.ts'
import { AUDIT_TOKEN, addAudit } from './audit-row.server.ts'
import { AUDIT_STATES, type AuditState, LEAST_OF_TOKEN, stateOf } from './audit-row.ts'

export const byToken = z.object({ token: z.string().max(64) })

const auditShape = z.object({
  id: z.int(),
  audit_token: z.string(),
  intervention_id: z.int(),
  project_id: z.int(),
  client_id: z.int(),
  name: z.string(),
  client_name: z.string(),
  project_name: z.string(),
  location: z.string().nullable(),
  date: z.string(),
  status: z.string(),
  /** Counted from the configuration and the verdicts, never stored. */
  total_modules: z.int(),
  done_modules: z.int(),
  created_at: z.date(),
  updated_at: z.date(),
  archived: z.boolean(),
})

const SELECTED = sql`select a.id, a.token as audit_token, a.intervention as intervention_id, p.id as project_id, c.id as client_id, a.name,
  c.name as client_name, p.name as project_name, p.site_address as location, to_char(i.day, 'YYYY-MM-DD') as date, a.status, a.created_at,
  a.archived_at is not null as archived,
  greatest(a.updated_at, (select h.at from kernel.history h where h.organisation = a.organisation and h.room = a.token
    order by h.number desc limit 1)) as updated_at`

/**
 * Modules judged, counted on the configuration alone. The strings are one value to look a string up in, not rows to join with: right after
 * a large import the database knows too little of them to join well.
 */
const PROGRESS = sql`
  cross join lateral (select coalesce(sum(s.modules), 0)::int as total_modules,
      coalesce(jsonb_object_agg(s.string_number, s.modules), '{}') as by_string
    from audit.plant_string s where s.organisation = page.organisation and s.audit_token = page.audit_token) plant
  cross join lateral (select count(*)::int as done_modules from audit.el_module m
    where m.organisation = page.organisation and m.audit_token = page.audit_token and m.status <> 'pending'
      and m.position_in_string <= (plant.by_string ->> m.string_number::text)::int) judged`

const JOINED = sql`audit.audit a
  join audit.intervention i on i.organisation = a.organisation and i.id = a.intervention
  join audit.project p on p.organisation = i.organisation and p.id = i.project
  join audit.client c on c.organisation = p.organisation and c.id = p.client`

type AuditFound = z.input<typeof auditShape>

function withProgress(query: Query, choice: RawBuilder<unknown>): Promise<QueryResult<AuditFound>> {
  return sql<AuditFound>`select page.*, plant.total_modules, judged.done_modules
    from (${SELECTED}, a.organisation from ${JOINED} ${choice}) page ${PROGRESS}
    order by page.date desc, page.id desc`.execute(query)
}

async function theAudit(query: Query, token: string): Promise<AuditFound> {
  const { rows } = await withProgress(query, sql`where a.token = ${token}`)
  if (!rows[0]) throw refuseOffice('audit-unknown', { token: token.slice(0, 64) })
  return rows[0]
}

const create = route({
  method: 'POST',
  path: '/api/audits',
  summary: 'Opens an audit for a visit. Without a token, one is made; the same token for the same visit answers the audit that exists.',
  right: 'manage',
  body: z.object({
    intervention_id: givenNumber,
    audit_token: AUDIT_TOKEN.optional(),
    name: z.string().trim().min(1).max(LONGEST_NAME).optional(),
  }),
  response: auditShape,
  status: 201,
  handler: ({ actor, body, inOrganisation }) =>
    inOrganisation(async query => {
      const token = body.audit_token ?? crypto.randomUUID()
      const { intervention_id: intervention, name } = body
      const added = await addAudit(query, actor.organisation, { token, intervention, ...(name ? { name } : {}) })
      const audit = await theAudit(query, token)
      if (added) await recordActivity(query, actor, 'audit.create', token, { name: audit.name })
      return audit
    }),
})

/** What the audits of a list belong to. */
const PARENTS = {
  intervention_id: z.coerce.number().int().optional(),
  project_id: z.coerce.number().int().optional(),
  client_id: z.coerce.number().int().optional(),
}

const list = route({
  method: 'GET',
  path: '/api/audits',
  summary: 'Audits, the most recent visit first, with their progress. Whoever holds a link sees the audits opened to them.',
  right: 'signed-in',
  query: listing.extend({ ...PARENTS, state: z.enum(AUDIT_STATES).optional() }),
  response: z.object({ audits: z.array(auditShape), total: z.int(), page: z.int(), size: z.int() }),
  handler: ({ actor, query: asked, inOrganisation }) =>
    inOrganisation(async query => {
      const found = await matching(query, sql`where ${sql.join(conditions(actor, asked), sql` and `)}`, asked.state)
      const { limit, offset } = pageOf(asked)
      const { rows } = await withProgress(query, sql`where a.id = any(${found.slice(offset, offset + limit)}::int[])`)
      return { audits: rows, total: found.length, page: asked.page, size: asked.size }
    }),
})

/** Numbers of all the audits chosen, in the order of the list. Where an audit is takes counting its modules: only when it is asked. */
async function matching(query: Query, choice: RawBuilder<unknown>, state: AuditState | undefined): Promise<number[]> {
  if (state !== undefined) {
    const { rows } = await withProgress(query, choice)
    return rows.filter(row => stateOf(row) === state).map(({ id }) => id)
  }
  const { rows } = await sql<{ id: number }>`select a.id from ${JOINED} ${choice} order by i.day desc, a.id desc`.execute(query)
  return rows.map(({ id }) => id)
}

function conditions(actor: Actor, asked: Listing & { [Parent in keyof typeof PARENTS]?: number | undefined }): RawBuilder<unknown>[] {
  const all = [asked.archived === 'true' ? sql`a.archived_at is not null` : sql`a.archived_at is null`]
  if (!may(actor, 'read')) all.push(sql`a.token = any(${actor.grants.map(grant => grant.room)}::text[])`)
  if (asked.intervention_id !== undefined) all.push(sql`a.intervention = ${asked.intervention_id}`)
  if (asked.client_id !== undefined) all.push(sql`p.client = ${asked.client_id}`)
  if (asked.project_id !== undefined) all.push(sql`i.project = ${asked.project_id}`)
  const words = holding(sql`concat_ws(' ', a.name, p.name, p.site_address, c.name)`, asked.search)
  if (words.length > 0) all.push(sql`(${isToken(asked.search)} or (${sql.join(words, sql` and `)}))`)
  return all
}

function isToken(search = ''): RawBuilder<unknown> {
  return search.length < LEAST_OF_TOKEN ? sql`false` : sql`starts_with(a.token, ${search})`
}

const one = route({
  method: 'GET',
  path: '/api/audits/:token',
  summary: 'One audit with its progress.',
  right: 'read',
  room: 'token',
  params: byToken,
  response: auditShape,
  handler: ({ params, inOrganisation }) => inOrganisation(query => theAudit(query, params.token)),
})

const changes = z
  .object({
    name: z.string().trim().min(1).max(LONGEST_NAME),
    status: z.enum(['created', 'in_progress', 'completed', 'cancelled']),
    intervention_id: givenNumber,
    archived: z.literal(false),
  })
  .partial()

const change = route({
  method: 'PATCH',
  path: '/api/audits/:token',
  summary: 'Changes the name, the status or the visit of an audit; `archived: false` brings it back.',
  right: 'manage',
  room: 'token',
  params: byToken,
  body: changes,
  response: auditShape,
  handler: ({ actor, params: { token }, body, inOrganisation }) =>
    inOrganisation(async query => {
      const before = await theAudit(query, token)
      if (body.intervention_id !== undefined) await mustExist(query, 'intervention', body.intervention_id)
      await sql`update audit.audit set name = coalesce(${body.name ?? null}, name), status = coalesce(${body.status ?? null}, status),
        intervention = coalesce(${body.intervention_id ?? null}, intervention), updated_at = now(),
        archived_at = case when ${body.archived === false} then null else archived_at end where token = ${token}`.execute(query)
      await recordChange(query, actor, before, body)
      return theAudit(query, token)
    }),
})

/** A new name and the way back into the lists are acts of their own in the log: it tells them by their own sentence. */
async function recordChange(query: Query, actor: Actor, before: AuditFound, after: z.infer<typeof changes>): Promise<void> {
  const { audit_token: token, name, status, intervention_id } = before
  if (after.name !== undefined && after.name !== name)
    await recordActivity(query, actor, 'audit.rename', token, { from: name, to: after.name })
  const called = after.name ?? name
  if (after.archived === false && before.archived) await recordActivity(query, actor, 'audit.restore', token, { name: called })
  if (after.status === undefined && after.intervention_id === undefined) return
  await recordActivity(query, actor, 'audit.change', token, { name: called, before: { status, intervention_id }, after })
}

const archive = route({
  method: 'DELETE',
  path: '/api/audits/:token',
  summary: 'Archives an audit: it leaves the lists, and everything decided in it stays.',
  right: 'manage',
  params: byToken,
  response: archivedAnswer,
  handler: ({ actor, params: { token }, inOrganisation }) =>
    inOrganisation(async query => {
      const { name } = await theAudit(query, token)
      await sql`update audit.audit set archived_at = now() where token = ${token}`.execute(query)
      await recordActivity(query, actor, 'audit.archive', token, { name })
      return { success: true as const }
    }),
})

export const auditRoutes: Route[] = [create, list, one, change, archive]
