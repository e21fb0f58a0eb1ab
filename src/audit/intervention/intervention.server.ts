import { sql } from 'kysely'
import { z } from 'zod'
import { givenNumber } from '../listing.server.ts'
import { keepRegister, mustExist } from '../register.server.ts'

const fields = {
  project_id: givenNumber,
  date: z.iso.date(),
  /** Free: `audit_complet`, `el_audit`, `iv_test`, `post_incident`… */
  type: z.string().trim().min(1).max(60),
  status: z.enum(['scheduled', 'in_progress', 'completed', 'cancelled']),
  notes: z.string().max(10_000).nullable(),
}

/** Visits of a project, by day. */
export const interventions = keepRegister({
  thing: 'intervention',
  path: '/api/planning/interventions',
  plural: 'interventions',
  fields,
  required: ['project_id', 'date', 'type'],
  shape: { ...fields, project_id: z.int(), date: z.string(), project_name: z.string(), client_name: z.string() },
  columns: sql`r.project as project_id, to_char(r.day, 'YYYY-MM-DD') as date, r.type, r.status, r.notes, p.name as project_name,
    c.name as client_name`,
  joins: sql`join audit.project p on p.organisation = r.organisation and p.id = r.project
    join audit.client c on c.organisation = p.organisation and c.id = p.client`,
  searched: sql`concat_ws(' ', p.name, c.name, r.type, r.notes, to_char(r.day, 'YYYY-MM-DD'))`,
  order: sql`r.day desc`,
  filters: { project_id: sql`r.project` },
  async written(query, { project_id: project, date, type, status, notes }) {
    if (project !== undefined) await mustExist(query, 'project', project)
    return { project, day: date, type, status, notes }
  },
})
