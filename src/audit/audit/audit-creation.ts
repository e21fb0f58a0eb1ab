/** What the person picked or typed; an id means "this one exists already". */
export interface WantedAudit {
  client: { id: number } | { name: string }
  project: { id: number } | { name: string; address: string }
  visit: { id: number } | { date: string }
  strings: number
  modulesPerString: number
}

export type Post = (path: string, body: Record<string, unknown>) => Promise<Record<string, unknown>>

export type Step = 'client' | 'project' | 'visit'

/**
 * Creates what is missing, one step after the other, and the audit last. `made` hears of each step, so that after a refusal halfway the
 * next try takes up what exists instead of making it twice.
 */
export async function createAudit(wanted: WantedAudit, token: string, post: Post, made: (step: Step, id: number) => void): Promise<string> {
  const clientId = await existing(
    wanted.client,
    client => post('/api/crm/clients', { name: client.name }),
    id => made('client', id),
  )
  const projectId = await existing(
    wanted.project,
    project =>
      post('/api/crm/projects', {
        client_id: clientId,
        name: project.name,
        site_address: project.address || null,
        pv_config: { strings: wanted.strings, modules_per_string: wanted.modulesPerString },
      }),
    id => made('project', id),
  )
  const visitId = await existing(
    wanted.visit,
    visit => post('/api/planning/interventions', { project_id: projectId, date: visit.date, type: 'audit_complet' }),
    id => made('visit', id),
  )
  await post('/api/audits', { intervention_id: visitId, audit_token: token })
  await post('/api/shared-config', { audit_token: token, string_count: wanted.strings, modules_per_string: wanted.modulesPerString })
  return token
}

async function existing<Fresh extends object>(
  picked: { id: number } | Fresh,
  create: (fresh: Fresh) => Promise<Record<string, unknown>>,
  made: (id: number) => void,
): Promise<number> {
  if ('id' in picked) return picked.id
  const id = Number((await create(picked)).id)
  made(id)
  return id
}
