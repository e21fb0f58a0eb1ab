import { sql } from 'kysely'
import { z } from 'zod'
import { recordActivity } from '#kernel/access/activity.server.ts'
import type { Query } from '#kernel/database/database.server.ts'
import { type Route, route } from '#kernel/http/route.server.ts'
import { archivedAnswer, containing, given, listing, numbered, pageOf } from '../listing.server.ts'
import { nextNumber } from '../numbering.server.ts'
import { refuseOffice } from '../refusals.ts'
import '../tables.server.ts'

const line = z.string().trim().max(300).nullable()

const fields = {
  name: z.string().trim().min(1).max(200),
  kind: z.enum(['professional', 'individual', 'partner', 'industrial']),
  status: z.enum(['active', 'inactive', 'lead']),
  siret: z.string().trim().max(20).nullable(),
  address: line,
  postal_code: z.string().trim().max(20).nullable(),
  city: line,
  country: line,
  contact_name: line,
  contact_email: z.email().max(300).nullable(),
  contact_phone: z.string().trim().max(40).nullable(),
  notes: z.string().max(10_000).nullable(),
}
const clientBody = z.object(fields).partial().required({ name: true })
export type ClientBody = z.output<typeof clientBody>
const clientShape = z.object({
  id: z.int(),
  ...fields,
  contact_email: line,
  created_at: z.date(),
  archived: z.boolean(),
  projects: z.int(),
})

const COLUMNS = [
  'id',
  'name',
  'kind',
  'status',
  'siret',
  'address',
  'postal_code',
  'city',
  'country',
  'contact_name',
  'contact_email',
  'contact_phone',
  'notes',
  'created_at',
] as const

function clients(query: Query) {
  return query
    .selectFrom('audit.client as c')
    .select(COLUMNS.map(column => `c.${column}` as const))
    .select(sql<boolean>`c.archived_at is not null`.as('archived'))
    .select(from =>
      from
        .selectFrom('audit.project as p')
        .whereRef('p.organisation', '=', 'c.organisation')
        .whereRef('p.client', '=', 'c.id')
        .where('p.archived_at', 'is', null)
        .select(sql<number>`count(*)::int`.as('n'))
        .as('projects'),
    )
}

async function theClient(query: Query, id: number): Promise<z.input<typeof clientShape>> {
  const row = await clients(query).where('c.id', '=', id).executeTakeFirst()
  if (!row) throw refuseOffice('client-unknown', { id })
  return row as z.input<typeof clientShape>
}

export async function addClient(query: Query, organisation: string, body: ClientBody, importedAs?: string): Promise<number> {
  const id = await nextNumber(query, organisation, 'client')
  await query
    .insertInto('audit.client')
    .values({
      organisation,
      id,
      ...(given(body) as ClientBody as never as { name: string }),
      ...(importedAs ? { imported_as: importedAs } : {}),
    } as never)
    .execute()
  return id
}

const create = route({
  method: 'POST',
  path: '/api/crm/clients',
  summary: 'Adds a client.',
  right: 'manage',
  body: clientBody,
  response: clientShape,
  status: 201,
  handler: ({ actor, body, inOrganisation }) =>
    inOrganisation(async query => {
      const id = await addClient(query, actor.organisation, body)
      await recordActivity(query, actor, 'client.create', String(id), { name: body.name })
      return theClient(query, id)
    }),
})

const list = route({
  method: 'GET',
  path: '/api/crm/clients',
  summary: 'Clients by name, a page at a time; `search` looks in name, city, contact and SIRET.',
  right: 'read',
  query: listing,
  response: z.object({ clients: z.array(clientShape), total: z.int(), page: z.int(), size: z.int() }),
  handler: ({ query: asked, inOrganisation }) =>
    inOrganisation(async query => {
      let found = clients(query).where('c.archived_at', asked.archived === 'true' ? 'is not' : 'is', null)
      if (asked.search) {
        const pattern = containing(asked.search)
        found = found.where(sql<boolean>`concat_ws(' ', c.name, c.city, c.contact_name, c.contact_email, c.siret) ilike ${pattern}`)
      }
      const { limit, offset } = pageOf(asked)
      const rows = await found
        .select(sql<number>`(count(*) over ())::int`.as('total'))
        .orderBy('c.name')
        .orderBy('c.id')
        .limit(limit)
        .offset(offset)
        .execute()
      return { clients: rows as never, total: rows[0]?.total ?? 0, page: asked.page, size: asked.size }
    }),
})

const one = route({
  method: 'GET',
  path: '/api/crm/clients/:id',
  summary: 'One client.',
  right: 'read',
  params: numbered,
  response: clientShape,
  handler: ({ params, inOrganisation }) => inOrganisation(query => theClient(query, params.id)),
})

const change = route({
  method: 'PATCH',
  path: '/api/crm/clients/:id',
  summary: 'Changes fields of a client; `archived: false` brings one back.',
  right: 'manage',
  params: numbered,
  body: z.object({ ...fields, archived: z.literal(false) }).partial(),
  response: clientShape,
  handler: ({ actor, params, body: { archived, ...body }, inOrganisation }) =>
    inOrganisation(async query => {
      const before = await theClient(query, params.id)
      await query
        .updateTable('audit.client')
        .set({ ...(given(body) as Record<string, never>), ...(archived === false ? { archived_at: null } : {}), updated_at: new Date() })
        .where('id', '=', params.id)
        .execute()
      await recordActivity(query, actor, 'client.change', String(params.id), { before: changedOf(before, body), after: given(body) })
      return theClient(query, params.id)
    }),
})

const archive = route({
  method: 'DELETE',
  path: '/api/crm/clients/:id',
  summary: 'Archives a client: it leaves the lists and stays in history.',
  right: 'manage',
  params: numbered,
  response: archivedAnswer,
  handler: ({ actor, params, inOrganisation }) =>
    inOrganisation(async query => {
      await theClient(query, params.id)
      await query.updateTable('audit.client').set({ archived_at: new Date() }).where('id', '=', params.id).execute()
      await recordActivity(query, actor, 'client.archive', String(params.id))
      return { success: true as const }
    }),
})

/** What the changed fields held before. */
function changedOf(before: Record<string, unknown>, body: object): Record<string, unknown> {
  return Object.fromEntries(Object.keys(given(body)).map(field => [field, before[field] ?? null]))
}

export const clientRoutes: Route[] = [create, list, one, change, archive]
