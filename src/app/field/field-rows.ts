import type { AuditRow } from '#audit/audit/audit-row.ts'

/** Every audit with unsent work is among them, and before the others, even one that no server names: the list is the only way to that work. */
export function unsentFirst(rows: readonly AuditRow[], unsent: ReadonlySet<string>): AuditRow[] {
  const waiting = rows.filter(row => unsent.has(row.audit_token))
  const named = new Set(waiting.map(row => row.audit_token))
  const nameless = [...unsent].filter(token => !named.has(token)).map(byToken)
  return [...waiting, ...nameless, ...rows.filter(row => !unsent.has(row.audit_token))]
}

/** Nothing is known of it but its token. */
function byToken(token: string): AuditRow {
  const unknown = { client_id: 0, client_name: null, project_name: '', location: null, total_modules: 0, done_modules: 0, updated_at: '' }
  return { audit_token: token, name: token.slice(0, 8), archived: false, ...unknown }
}

/** A server has told of it, once at least. */
export function isNamed({ updated_at }: AuditRow): boolean {
  return updated_at !== ''
}
