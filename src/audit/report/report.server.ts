import { z } from 'zod'
import { recordActivity } from '#kernel/access/activity.server.ts'
import { demand } from '#kernel/access/demand.ts'
import { type Actor, may } from '#kernel/access/role.ts'
import { readFile } from '#kernel/file/file.server.ts'
import { BYTES, type Route, route } from '#kernel/http/route.server.ts'
import type { JobDefinition } from '#kernel/job/job.server.ts'
import type { Kernel } from '#kernel/kernel.server.ts'
import type { ElSnapshot } from './el-snapshot.ts'
import { currentDraft, freezeReport } from './freeze.server.ts'
import { printReport } from './print.server.ts'
import { refuseReport } from './refusals.ts'
import { RIGHT_TO_PRINT } from './report-row.ts'
import { lastReport, noteStep, type PrintRow, type ReportRow, reportsOf, theReport } from './report-table.server.ts'

const JOB = 'audit.report'
const byToken = z.object({ token: z.string().max(64) })
const byId = z.object({ id: z.uuid() })
const language = z.enum(['fr', 'en'])

const reportShape = z.object({
  id: z.string(),
  audit_token: z.string(),
  kind: z.enum(['draft', 'issued']),
  revision: z.int(),
  language,
  created_at: z.date(),
  by: z.string(),
  number: z.int(),
  head: z.string(),
  reason: z.string().nullable(),
  replaces: z.int().nullable(),
  step: z.enum(['waiting', 'pictures', 'laying-out', 'writing', 'done', 'failed']),
  progress: z.number(),
  pages: z.int().nullable(),
  sha256: z.string().nullable(),
})

function shown(row: ReportRow): z.input<typeof reportShape> {
  const { id, revision, created_at, number, head, reason, step, progress, pages } = row
  return {
    ...{ id, audit_token: row.audit, kind: row.state, revision, language: row.language, created_at, by: row.by_name, number, head, reason },
    ...{ replaces: row.replaces_revision, step, progress, pages, sha256: row.file },
  }
}

/** Prints what was frozen; safe to run twice. */
export const reportJob: JobDefinition<never, Kernel> = {
  name: JOB,
  run: ({ organisation, report }: { organisation: string; report: string }, kernel) => printReport(kernel, organisation, report),
}

const asking = route({
  method: 'POST',
  path: '/api/audits/:token/reports',
  summary: 'Freezes an audit and prints its electroluminescence report: a draft, or the next revision. Follow it at /api/reports/:id.',
  right: 'read',
  room: 'token',
  params: byToken,
  body: z.object({ language: language.optional(), kind: z.enum(['draft', 'issued']), reason: z.string().trim().max(500).optional() }),
  response: reportShape,
  status: 202,
  callsPerMinute: 30,
  handler({ actor, params: { token }, body, kernel, inOrganisation, ...asked }) {
    demand(actor, RIGHT_TO_PRINT[body.kind], token)
    const wanted = { audit: token, state: body.kind, language: body.language ?? asked.language, reason: body.reason }
    return inOrganisation(async query => {
      const report = await freezeReport(query, actor, wanted, kernel)
      const row = await theReport(query, report)
      const { audit } = JSON.parse(row.facts) as ElSnapshot
      await recordActivity(query, actor, `report.${body.kind === 'issued' ? 'issue' : 'draft'}`, token, { name: audit.project, report })
      await kernel.jobs.ask(JOB, { organisation: actor.organisation, report }, query)
      return shown(row)
    })
  },
})

const listing = route({
  method: 'GET',
  path: '/api/audits/:token/reports',
  summary: 'The reports of an audit, the latest first.',
  right: 'read',
  room: 'token',
  params: byToken,
  response: z.object({ reports: z.array(reportShape) }),
  handler: ({ params, inOrganisation }) => inOrganisation(async query => ({ reports: (await reportsOf(query, params.token)).map(shown) })),
})

const looking = route({
  method: 'GET',
  path: '/api/reports/:id',
  summary: 'A report and how far its printing is, from 0 to 1.',
  right: 'signed-in',
  params: byId,
  response: reportShape,
  handler: ({ actor, params, inOrganisation }) => inOrganisation(async query => shown(readable(await theReport(query, params.id), actor))),
})

const printingAgain = route({
  method: 'POST',
  path: '/api/reports/:id/print',
  summary: 'Prints a report whose printing failed once more, from what it froze: it keeps its revision.',
  right: 'signed-in',
  params: byId,
  response: reportShape,
  status: 202,
  callsPerMinute: 30,
  handler({ actor, params, kernel, inOrganisation }) {
    return inOrganisation(async query => {
      const row = readable(await theReport(query, params.id), actor)
      demand(actor, RIGHT_TO_PRINT[row.state], row.audit)
      if (row.step !== 'failed') return shown(row)
      await noteStep(query, row.id, 'waiting', 0)
      await kernel.jobs.ask(JOB, { organisation: actor.organisation, report: row.id }, query)
      return shown(await theReport(query, row.id))
    })
  },
})

const downloading = route({
  method: 'GET',
  path: '/api/reports/:id/pdf',
  summary: 'The PDF of a report, once it is printed.',
  right: 'signed-in',
  params: byId,
  response: BYTES,
  answers: ['application/pdf'],
  async handler({ actor, params, kernel, inOrganisation, reply }) {
    const row = await inOrganisation(async query => readable(await theReport(query, params.id), actor))
    return send(reply, row, await bytesOf(kernel, actor.organisation, row))
  },
})

const latest = route({
  method: 'GET',
  path: '/api/reports/el/:token',
  summary: 'The electroluminescence report of an audit as PDF: the latest revision, or a draft of the present state when none was issued.',
  right: 'read',
  room: 'token',
  params: byToken,
  query: z.object({ language: language.optional() }),
  response: BYTES,
  answers: ['application/pdf'],
  callsPerMinute: 60,
  async handler({ actor, params: { token }, query: asked, kernel, inOrganisation, reply, ...rest }) {
    const id = await inOrganisation(async query => {
      const issued = await lastReport(query, token, { state: 'issued' })
      return issued?.id ?? currentDraft(query, actor, { audit: token, language: asked.language ?? rest.language }, kernel)
    })
    await printReport(kernel, actor.organisation, id)
    const row = await inOrganisation(query => theReport(query, id))
    return send(reply, row, await bytesOf(kernel, actor.organisation, row))
  },
})

/** Whoever may not read the audit is not told that it has a report. */
function readable(row: PrintRow, actor: Actor): PrintRow {
  if (!may(actor, 'read', row.audit)) throw refuseReport('report-unknown')
  return row
}

async function bytesOf(kernel: Kernel, organisation: string, row: ReportRow): Promise<Buffer> {
  if (row.file) return (await readFile(kernel, organisation, row.file)).bytes
  throw row.step === 'failed'
    ? refuseReport('report-failed')
    : refuseReport('report-not-ready', { percent: Math.round(row.progress * 100) })
}

function send<Reply extends { header(name: string, value: string): Reply; type(type: string): Reply; send(bytes: Buffer): Reply }>(
  reply: Reply,
  row: ReportRow,
  bytes: Buffer,
): Reply {
  const name = `audit-${row.audit}-${row.state === 'issued' ? `r${row.revision}` : 'draft'}.pdf`
  return reply
    .type('application/pdf')
    .header('content-disposition', `inline; filename="${name}"`)
    .header('etag', `"${row.file}"`)
    .send(bytes)
}

export const reportRoutes: Route[] = [asking, listing, looking, printingAgain, downloading, latest]
