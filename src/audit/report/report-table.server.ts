import { type RawBuilder, sql } from 'kysely'
import type { Query } from '#kernel/database/database.server.ts'
import { refuseReport } from './refusals.ts'

export type Step = 'waiting' | 'pictures' | 'laying-out' | 'writing' | 'done' | 'failed'

export interface ReportRow {
  id: string
  audit: string
  state: 'draft' | 'issued'
  revision: number
  language: 'fr' | 'en'
  created_at: Date
  by: string
  by_name: string
  number: number
  head: string
  reason: string | null
  /** Revision that this one takes the place of, and its id. */
  replaces: string | null
  replaces_revision: number | null
  step: Step
  progress: number
  file: string | null
  pages: number | null
}

/** What a print needs besides: the frozen facts, and the pictures once they are settled. */
export interface PrintRow extends ReportRow {
  facts: string
  pictures: Record<string, string | null> | null
}

const COLUMNS = sql`r.id, r.audit, r.state, r.revision, r.language, r.created_at, r.by, r.by_name, r.number::int as number, r.head,
  r.reason, r.replaces, o.revision as replaces_revision, p.step, p.progress, p.file, p.pages`
const JOINED = sql`audit.report r
  join audit.report_printing p on p.organisation = r.organisation and p.report = r.id
  left join audit.report o on o.organisation = r.organisation and o.id = r.replaces`

export async function theReport(query: Query, id: string): Promise<PrintRow> {
  const { rows } = await sql<PrintRow>`select ${COLUMNS}, r.facts, p.pictures from ${JOINED} where r.id = ${id}`.execute(query)
  if (!rows[0]) throw refuseReport('report-unknown')
  return rows[0]
}

/** The reports of an audit, the latest first. */
export async function reportsOf(query: Query, audit: string): Promise<ReportRow[]> {
  const { rows } = await sql<ReportRow>`select ${COLUMNS} from ${JOINED} where r.audit = ${audit}
    order by r.created_at desc, r.id desc limit 500`.execute(query)
  return rows
}

export async function lastReport(query: Query, audit: string, which: { state: 'draft' | 'issued'; language?: string }) {
  const language: RawBuilder<unknown> = which.language === undefined ? sql`true` : sql`r.language = ${which.language}`
  const { rows } = await sql<PrintRow>`select ${COLUMNS}, r.facts, p.pictures from ${JOINED}
    where r.audit = ${audit} and r.state = ${which.state} and ${language}
    order by r.revision desc, r.created_at desc limit 1`.execute(query)
  return rows[0]
}

export type NewReport = Pick<ReportRow, 'id' | 'audit' | 'state' | 'revision' | 'language' | 'by' | 'by_name' | 'number' | 'head'> & {
  createdAt: string
  facts: string
  reason: string | undefined
  replaces: string | undefined
}

export async function insertReport(query: Query, organisation: string, row: NewReport): Promise<void> {
  await sql`insert into audit.report (organisation, id, audit, state, revision, language, created_at, by, by_name, number, head, facts, reason, replaces)
    values (${organisation}, ${row.id}, ${row.audit}, ${row.state}, ${row.revision}, ${row.language}, ${row.createdAt}, ${row.by},
      ${row.by_name}, ${row.number}, ${row.head}, ${row.facts}, ${row.reason ?? null}, ${row.replaces ?? null})`.execute(query)
  await sql`insert into audit.report_printing (organisation, report) values (${organisation}, ${row.id})`.execute(query)
}

export async function noteStep(query: Query, id: string, step: Step, progress: number): Promise<void> {
  await sql`update audit.report_printing set step = ${step}, progress = ${progress} where report = ${id} and file is null`.execute(query)
}

/** Settled once: a second print shows the same pictures as the first. Answers those that count. */
export async function settlePictures(
  query: Query,
  id: string,
  pictures: Record<string, string | null>,
): Promise<Record<string, string | null>> {
  await sql`update audit.report_printing set pictures = ${JSON.stringify(pictures)} where report = ${id} and pictures is null`.execute(
    query,
  )
  return (await theReport(query, id)).pictures!
}

export async function notePrinted(query: Query, id: string, file: string, pages: number): Promise<void> {
  await sql`update audit.report_printing set step = 'done', progress = 1, file = ${file}, pages = ${pages}
    where report = ${id} and file is null`.execute(query)
}
