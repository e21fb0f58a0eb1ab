/** One audit in a list, as `GET /api/audits` answers it. */
export interface AuditRow {
  audit_token: string
  name: string
  client_id: number
  client_name: string | null
  project_name: string
  location: string | null
  total_modules: number
  done_modules: number
  /** ISO 8601 UTC. */
  updated_at: string
  /** The lists do not show it. */
  archived: boolean
}

export const AUDIT_STATES = ['not-started', 'under-way', 'complete'] as const
export type AuditState = (typeof AUDIT_STATES)[number]

/** Where an audit is, told by its facts and never by a word somebody typed. */
export function stateOf(row: Pick<AuditRow, 'total_modules' | 'done_modules'>): AuditState {
  if (row.done_modules === 0) return 'not-started'
  return row.done_modules < row.total_modules ? 'under-way' : 'complete'
}

/** What a list of audits is narrowed to. */
export const AUDIT_CHOICES = ['all', ...AUDIT_STATES, 'archived'] as const
export type AuditChoice = (typeof AUDIT_CHOICES)[number]

/** The rows of the choice that hold every word typed, whatever the accents and the case; the server finds the same ones. */
export function matchingAudits(rows: readonly AuditRow[], text: string, choice: AuditChoice): AuditRow[] {
  const wanted = plain(text).split(/\s+/).filter(Boolean)
  return rows.filter(row => {
    const held = plain(`${row.name} ${row.project_name} ${row.location ?? ''} ${row.client_name ?? ''}`)
    return isChosen(row, choice) && (isToken(text, row) || wanted.every(word => held.includes(word)))
  })
}

/** Shorter pieces of a token are in too many others. */
export const LEAST_OF_TOKEN = 8

function isToken(text: string, { audit_token }: AuditRow): boolean {
  return text.length >= LEAST_OF_TOKEN && audit_token.startsWith(text)
}

function isChosen(row: AuditRow, choice: AuditChoice): boolean {
  if (choice === 'archived') return row.archived
  return choice === 'all' || stateOf(row) === choice
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
}
