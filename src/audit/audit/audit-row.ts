/** One audit in a list, as `GET /api/audits` answers it. */
export interface AuditRow {
  audit_token: string
  name: string
  client_id: number
  client_name: string | null
  location: string | null
  total_modules: number
  done_modules: number
  /** ISO 8601 UTC. */
  updated_at: string
}

export const AUDIT_STATES = ['not-started', 'under-way', 'complete'] as const
export type AuditState = (typeof AUDIT_STATES)[number]

/** Where an audit is, told by its facts and never by a word somebody typed. */
export function stateOf(row: Pick<AuditRow, 'total_modules' | 'done_modules'>): AuditState {
  if (row.done_modules === 0) return 'not-started'
  return row.done_modules < row.total_modules ? 'under-way' : 'complete'
}

/** The rows that hold every word typed, whatever the accents and the case. */
export function matchingAudits(rows: AuditRow[], text: string, state: AuditState | 'all'): AuditRow[] {
  const wanted = plain(text).split(/\s+/).filter(Boolean)
  return rows.filter(row => {
    const held = plain(`${row.name} ${row.client_name ?? ''} ${row.location ?? ''}`)
    return (state === 'all' || stateOf(row) === state) && wanted.every(word => held.includes(word))
  })
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
}
