import { load } from '#kernel/ui/api.web.ts'
import type { Command } from '#kernel/ui/command.web.ts'
import { say } from '#kernel/ui/i18n.web.ts'
import type { ClientRow, ProjectRow } from '../client/client-row.ts'
import type { AuditRow } from './audit-row.ts'
import { words } from './office-words.ts'

const MOST = 6

/** Audits, clients and projects that hold the words typed. */
export async function searchAudits(text: string, go: (path: string) => void, signal: AbortSignal): Promise<Command[]> {
  const query = new URLSearchParams({ search: text, size: String(MOST) })
  const [{ audits }, { audits: archived }, { clients }, { projects }] = await Promise.all([
    load<{ audits: AuditRow[] }>(`/api/audits?${query}`, signal),
    load<{ audits: AuditRow[] }>(`/api/audits?${query}&archived=true`, signal),
    load<{ clients: ClientRow[] }>(`/api/crm/clients?${query}`, signal),
    load<{ projects: ProjectRow[] }>(`/api/crm/projects?${query}`, signal),
  ])
  return [
    ...[...audits, ...archived].map(row => ({
      id: `audit ${row.audit_token}`,
      label: row.name,
      description: told(say(words, 'creation.audit'), row.archived && say(words, 'list.archived'), row.client_name, row.location),
      run: () => go(`/audits/${row.audit_token}`),
    })),
    ...clients.map(client => ({
      id: `client ${client.id}`,
      label: client.name,
      description: told(say(words, 'creation.client'), client.city),
      run: () => go(`/audits/clients/${client.id}`),
    })),
    ...projects.map(project => ({
      id: `project ${project.id}`,
      label: project.name,
      description: told(say(words, 'creation.project'), project.client_name),
      run: () => go(`/audits/clients/${project.client_id}`),
    })),
  ]
}

/** What a thing is, then what tells it from another of its name. */
function told(...facts: (string | false | null)[]): string {
  return facts.filter(Boolean).join(' · ')
}
