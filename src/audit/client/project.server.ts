import { sql } from 'kysely'
import { z } from 'zod'
import { givenNumber } from '../listing.server.ts'
import { LONGEST_NAME } from '../name.ts'
import { keepRegister, mustExist } from '../register.server.ts'

const text = z.string().trim().max(300).nullable()

const fields = {
  client_id: givenNumber,
  name: z.string().trim().min(1).max(LONGEST_NAME),
  site_address: text,
  latitude: z.number().min(-90).max(90).nullable(),
  longitude: z.number().min(-180).max(180).nullable(),
  module_model: text,
  module_power_wp: z.number().positive().max(2000).nullable(),
  /** The plant as announced: what is really there is in each audit. */
  pv_config: z.looseObject({ strings: z.int().min(1).optional(), modules_per_string: z.int().min(1).optional() }).nullable(),
  notes: z.string().max(10_000).nullable(),
  status: z.enum(['active', 'completed', 'cancelled']),
}

/** The projects of a client. The source programs create one with no name: it then bears its client's. */
export const projects = keepRegister({
  thing: 'project',
  path: '/api/crm/projects',
  plural: 'projects',
  fields,
  required: ['client_id'],
  shape: { ...fields, client_id: z.int(), pv_config: z.looseObject({}).nullable(), client_name: z.string() },
  columns: sql`r.client as client_id, c.name as client_name, r.name, r.site_address, r.latitude, r.longitude, r.module_model,
    r.module_power_wp, r.pv_config, r.notes, r.status`,
  joins: sql`join audit.client c on c.organisation = r.organisation and c.id = r.client`,
  searched: sql`concat_ws(' ', r.name, r.site_address, c.name)`,
  order: sql`r.name`,
  filters: { client_id: sql`r.client` },
  async written(query, body) {
    const { client_id: client, pv_config: configuration, name, ...rest } = body
    if (client !== undefined) await mustExist(query, 'client', client)
    return {
      ...Object.fromEntries(Object.entries(rest).filter(([field]) => field in fields)),
      client,
      name: name ?? (client === undefined ? undefined : sql`(select name from audit.client where id = ${client})`),
      pv_config: configuration === undefined || configuration === null ? configuration : JSON.stringify(configuration),
    }
  },
})
