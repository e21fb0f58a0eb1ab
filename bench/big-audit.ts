import { randomUUID } from 'node:crypto'
import type { RunningServer } from '../tests/server.ts'

const STATUSES = ['ok', 'ok', 'ok', 'inequality', 'microcracks', 'dead']
/** As many as one change set of a device may hold. */
const AT_ONCE = 5_000

/** Makes an audit of strings of equal length through the API, every module judged, and answers its token. */
export async function bigAudit(server: RunningServer, { strings, each }: { strings: number; each: number }): Promise<string> {
  const token = randomUUID()
  const made = async (path: string, body: object) => {
    const answer = await server.call('POST', path, body)
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body as { id: number }
  }
  const client = await made('/api/crm/clients', { name: `Big ${token}` })
  const project = await made('/api/crm/projects', { client_id: client.id, pv_config: { strings, modules_per_string: each } })
  const visit = await made('/api/planning/interventions', { project_id: project.id, date: '2026-01-01', type: 'audit_complet' })
  await made('/api/audits', { intervention_id: visit.id, audit_token: token })
  await made('/api/shared-config', { audit_token: token, string_count: strings, modules_per_string: each })
  const ids = Array.from({ length: strings * each }, (_, index) => `S${Math.floor(index / each) + 1}-${(index % each) + 1}`)
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const changes = ids.slice(from, from + AT_ONCE).map((record, index) => ({
      ...{ kind: 'module', record, field: 'status' },
      to: STATUSES[(from + index * 7) % STATUSES.length]!,
    }))
    await made(`/api/rooms/${token}/changes`, { id: randomUUID(), base: 0, device: 'bench', at: new Date().toISOString(), changes })
  }
  return token
}
