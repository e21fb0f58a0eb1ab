import { load } from '#kernel/ui/api.web.ts'
import type { Command } from '#kernel/ui/command.web.ts'
import type { ClientRow } from '../client/client-row.ts'
import { type AuditRow, matchingAudits } from './audit-row.ts'

const MOST = 6

/** Audits and clients that hold the words typed. */
export async function searchAudits(text: string, go: (path: string) => void, signal: AbortSignal): Promise<Command[]> {
  const [{ audits }, { clients }] = await Promise.all([
    load<{ audits: AuditRow[] }>('/api/audits?size=200', signal),
    load<{ clients: ClientRow[] }>('/api/crm/clients?size=200', signal),
  ])
  const lower = text.toLowerCase()
  return [
    ...matchingAudits(audits, text, 'all')
      .slice(0, MOST)
      .map(row => ({
        id: `audit ${row.audit_token}`,
        label: row.name,
        description: [row.client_name, row.location].filter(Boolean).join(' · '),
        run: () => go(`/audits/${row.audit_token}`),
      })),
    ...clients
      .filter(client => client.name.toLowerCase().includes(lower))
      .slice(0, MOST)
      .map(client => ({ id: `client ${client.id}`, label: client.name, run: () => go(`/audits/clients/${client.id}`) })),
  ]
}
