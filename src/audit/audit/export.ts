import type { RoomReader } from '#kernel/record/change.ts'
import { type Comment, commentsOf } from '../electroluminescence/comment.ts'
import { type ElRow, elRows } from '../electroluminescence/el-rows.ts'
import { configurationOf, type PlantConfiguration } from '../plant/configuration.ts'

/** An audit as one document, for another program or for the archive. */
export interface ExportedAudit {
  format: 'courant-audit'
  token: string
  /** Last number of the history and its seal: what the document says is what stood there then. */
  number: number
  head: string
  configuration: PlantConfiguration
  modules: ElRow[]
  comments: Comment[]
  /** Names of the authors of the comments. */
  people: Record<string, string>
}

export function exportedAudit(
  token: string,
  room: RoomReader,
  { number, head }: { number: number; head: string },
): Omit<ExportedAudit, 'people'> {
  const configuration = configurationOf(room)
  const modules = elRows(room, configuration)
  return { format: 'courant-audit', token, number, head, configuration, modules, comments: commentsOf(room) }
}

const COLUMNS = [
  'module_identifier',
  'string_number',
  'position_in_string',
  'status',
  'severity_level',
  'physical_row',
  'physical_col',
] as const

/** One line a module, as spreadsheets read it: UTF-8 with its mark, commas, CRLF. */
export function csvOf({ modules }: Pick<ExportedAudit, 'modules'>): string {
  const head = [...COLUMNS, 'defects', 'comment', 'updated_at']
  const lines = modules.map(row => [
    ...COLUMNS.map(column => cell(row[column])),
    cell(row.defects.join(' ')),
    cell(row.comment),
    cell(row.updated_at),
  ])
  return `\uFEFF${[head, ...lines].map(line => line.join(',')).join('\r\n')}\r\n`
}

/** Text that a spreadsheet would run as a formula is kept as text; numbers are left alone. */
function cell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
