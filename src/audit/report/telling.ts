import { instant } from '#kernel/ui/format.ts'
import type { Say } from '#kernel/ui/say.ts'
import { unsignedAuthor } from '../audit/unsigned-author.ts'
import { STATUS, type Status } from '../electroluminescence/status.ts'
import type { ElSnapshot } from './el-snapshot.ts'
import type { Findings } from './findings.ts'
import type { words } from './words.ts'

/** What every section is written from. */
export interface Telling {
  snapshot: ElSnapshot
  findings: Findings
  say: Say<keyof typeof words.fr>
  language: 'fr' | 'en'
}

export function shortStatus(status: Status, { language }: Telling): string {
  return STATUS[status].short[language]
}

export function longStatus(status: Status, { language }: Telling): string {
  return STATUS[status][language]
}

export function nameOf(person: string, { snapshot, language }: Telling): string {
  return snapshot.people[person] || unsignedAuthor(person, language)
}

export function when(at: string, { language }: Telling): string {
  return instant(at, language)
}

/** What one calls the report by in a letter: the beginning of the audit's token, and the revision. */
export function referenceOf({ audit, report }: ElSnapshot, say: Telling['say']): string {
  const token = audit.token.slice(0, 8).toUpperCase()
  return report.state === 'issued' ? `${token}-R${report.revision}` : `${token}-${say('draft')}`
}

/** `S3`, or `S3 (A1)` when the site has its own name for it. */
export function stringName(number: number, label: string | undefined): string {
  return label ? `S${number} (${label})` : `S${number}`
}
