import { sql } from 'kysely'
import { z } from 'zod'
import { LONGEST_NAME } from '../name.ts'
import { keepRegister } from '../register.server.ts'

const line = z.string().trim().max(300).nullable()

const fields = {
  name: z.string().trim().min(1).max(LONGEST_NAME),
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
type Column = keyof typeof fields

/** For whom plants are diagnosed. */
export const clients = keepRegister({
  thing: 'client',
  path: '/api/crm/clients',
  plural: 'clients',
  fields,
  required: ['name'],
  shape: { ...fields, projects: z.int() },
  columns: sql`${sql.join((Object.keys(fields) as Column[]).map(name => sql.ref(`r.${name}`)))},
    (select count(*)::int from audit.project p where p.organisation = r.organisation and p.client = r.id and p.archived_at is null) as projects`,
  joins: sql``,
  searched: sql`concat_ws(' ', r.name, r.city, r.contact_name, r.contact_email, r.siret)`,
  order: sql`r.name`,
  filters: {},
  written: async (_query, body) => Object.fromEntries((Object.keys(fields) as Column[]).map(name => [name, body[name]])),
})
