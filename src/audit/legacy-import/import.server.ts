import { sql } from 'kysely'
import { z } from 'zod'
import { recordActivity } from '#kernel/access/activity.server.ts'
import type { Actor } from '#kernel/access/role.ts'
import type { Query } from '#kernel/database/database.server.ts'
import { type Route, route } from '#kernel/http/route.server.ts'
import type { Kernel } from '#kernel/kernel.server.ts'
import { sameValue } from '#kernel/record/canonical.ts'
import type { Change, RoomReader } from '#kernel/record/change.ts'
import { readAudit, writeAudit } from '../audit/audit-room.server.ts'
import { addAudit } from '../audit/audit-row.server.ts'
import { clients } from '../client/client.server.ts'
import { projects } from '../client/project.server.ts'
import { fieldChange } from '../electroluminescence/module.ts'
import { STATUSES } from '../electroluminescence/status.ts'
import { interventions } from '../intervention/intervention.server.ts'
import { answerInSteps } from './answer-in-steps.server.ts'
import { type ImportFile, readLegacyFiles } from './export-format.ts'
import { countAudits, type ImportProgress } from './import-progress.ts'
import { planImport } from './plan.ts'
import { type ImportPlan, type PlannedAudit, sum } from './planned-audit.ts'
import { previewShape } from './preview.server.ts'
import { stableUuid } from './stable-uuid.server.ts'

const filesBody = z.object({
  files: z
    .array(z.object({ name: z.string().max(255), text: z.string() }))
    .min(1)
    .max(20),
})

/** Large enough for 100,000 modules with their comments. */
const MOST_BYTES = 64 << 20

export interface ImportOutcome {
  plan: ImportPlan
  /** Changes to write, or written, for each audit, in the order of the plan; 0 when everything is already there. */
  writes: number[]
}

type HearProgress = (progress: ImportProgress) => void

/** What the files would change, without changing it. */
export async function previewImport(
  kernel: Kernel,
  query: Query,
  actor: Actor,
  files: ImportFile[],
  hear: HearProgress = heedless,
): Promise<ImportOutcome> {
  const plan = planImport(readLegacyFiles(files), stableUuid)
  const counted = countAudits(plan.audits.map(modulesOf), hear)
  const writes: number[] = []
  for (const audit of plan.audits) {
    writes.push((await isThere(query, audit.token)) ? (await newsOf(kernel, query, actor, audit)).length : audit.changes.length)
    counted()
  }
  return { plan, writes }
}

/** Imports the files in the transaction of `query`: all of them, or nothing. The same files twice change nothing. */
export async function importLegacy(
  kernel: Kernel,
  query: Query,
  actor: Actor,
  files: ImportFile[],
  hear: HearProgress = heedless,
): Promise<ImportOutcome> {
  const plan = planImport(readLegacyFiles(files), stableUuid)
  const counted = countAudits(plan.audits.map(modulesOf), hear)
  const writes: number[] = []
  for (const audit of plan.audits) {
    if (!(await isThere(query, audit.token))) await addAudit(query, actor.organisation, await placeFor(query, actor, audit))
    const changes = await newsOf(kernel, query, actor, audit)
    if (changes.length > 0) await writeAudit(kernel, query, actor, audit.token, { changes, id: actOf(audit), label: 'audit.import' })
    writes.push(changes.length)
    counted()
  }
  return { plan, writes }
}

function heedless(): void {}

function modulesOf({ statuses }: PlannedAudit): number {
  return sum(STATUSES, status => statuses[status])
}

/** The same, noted in the activity log when it changed something. */
export async function importNoted(
  kernel: Kernel,
  query: Query,
  actor: Actor,
  files: ImportFile[],
  hear?: HearProgress,
): Promise<ImportOutcome> {
  const outcome = await importLegacy(kernel, query, actor, files, hear)
  const { read, taken, setAside, audits } = outcome.plan
  if (outcome.writes.some(count => count > 0))
    await recordActivity(query, actor, 'audit.import', null, { tokens: audits.map(audit => audit.token), read, taken, setAside })
  return outcome
}

async function isThere(query: Query, token: string): Promise<boolean> {
  const { rows } = await sql`select 1 from audit.audit where token = ${token}`.execute(query)
  return rows.length > 0
}

/** One content of one audit is one act: done again, it is known, whatever people decided since. */
function actOf(audit: PlannedAudit): string {
  return stableUuid(`import\n${audit.token}\n${JSON.stringify(audit.changes)}`)
}

/** What this import would bring that the audit does not show yet; nothing when this very content was imported before. */
async function newsOf(kernel: Kernel, query: Query, actor: Actor, audit: PlannedAudit): Promise<Change[]> {
  const { organisation } = actor
  const { rows } = await sql`select 1 from kernel.history where organisation = ${organisation} and room = ${audit.token}
    and id = ${actOf(audit)}`.execute(query)
  if (rows.length > 0) return []
  return freshChanges((await readAudit(kernel, query, actor, audit.token)).room, audit.changes)
}

function freshChanges(room: RoomReader, changes: Change[]): Change[] {
  return changes
    .map(({ kind, record, field, to }) => fieldChange(room, kind, record, field, to))
    .filter(change => change.from === undefined || !sameValue(change.from, change.to))
}

/** A client, a project and a visit to hang the audit on until somebody attaches it to the real ones; made once. */
async function placeFor(query: Query, actor: Actor, audit: PlannedAudit): Promise<{ token: string; intervention: number; name: string }> {
  const { organisation } = actor
  const client = await onceFor(query, 'client', `client\n${audit.client}`, key =>
    clients.add(query, organisation, { name: audit.client.slice(0, 200) }, key),
  )
  const project = await onceFor(query, 'project', `project\n${audit.token}`, key =>
    projects.add(
      query,
      organisation,
      { client_id: client, name: audit.project.slice(0, 200), site_address: audit.location?.slice(0, 300) ?? null },
      key,
    ),
  )
  const intervention = await onceFor(query, 'intervention', `visit\n${audit.token}`, key =>
    interventions.add(
      query,
      organisation,
      { project_id: project, date: dayOf(audit.createdAt), type: 'el_audit', status: 'completed' },
      key,
    ),
  )
  return { token: audit.token, intervention, name: audit.project.slice(0, 200) }
}

async function onceFor(
  query: Query,
  thing: 'client' | 'project' | 'intervention',
  key: string,
  add: (key: string) => Promise<number>,
): Promise<number> {
  const { rows } = await sql<{
    id: number
  }>`select id from ${sql.table(`audit.${thing}`)} where imported_as = ${key} and archived_at is null`.execute(query)
  return rows[0]?.id ?? add(key)
}

/** Exports write instants as `2025-10-27 09:43:12`; a visit needs a day. */
function dayOf(text: string | null): string {
  const day = /^\d{4}-\d{2}-\d{2}/.exec(text ?? '')?.[0]
  return day && !Number.isNaN(Date.parse(day)) ? day : new Date().toISOString().slice(0, 10)
}

const preview = route({
  method: 'POST',
  path: '/api/audits/import/preview',
  summary:
    'Shows what an import of older files would do: counts, repairs, rows set aside, real configurations. Changes nothing. Steps are told to who accepts `application/x-ndjson`.',
  right: 'administer',
  body: filesBody,
  bodyLimit: MOST_BYTES,
  response: previewShape,
  handler: ({ actor, body, kernel, inOrganisation, request, reply }) =>
    answerInSteps<ImportProgress, Preview>(request, reply, hear =>
      inOrganisation(async query => previewOf(await previewImport(kernel, query, actor, body.files, hear))),
    ),
})

const take = route({
  method: 'POST',
  path: '/api/audits/import',
  summary:
    'Imports older files: an export of audits and modules, or an audit configuration in JSON. The same files twice change nothing. Steps are told to who accepts `application/x-ndjson`.',
  right: 'administer',
  body: filesBody,
  bodyLimit: MOST_BYTES,
  response: previewShape,
  handler: ({ actor, body, kernel, inOrganisation, request, reply }) =>
    answerInSteps<ImportProgress, Preview>(request, reply, hear =>
      inOrganisation(async query => previewOf(await importNoted(kernel, query, actor, body.files, hear))),
    ),
})

type Preview = z.input<typeof previewShape>

function previewOf({ plan: { audits, ...totals }, writes }: ImportOutcome): Preview {
  return {
    ...totals,
    audits: audits.map(({ changes: _changes, declared: _declared, configuration, reconciliation, ...audit }, i) => ({
      ...audit,
      strings: configuration.strings,
      reconciliation: {
        common: reconciliation.common.length,
        missing: reconciliation.missing,
        phantom: reconciliation.phantom,
        holes: reconciliation.holes,
        same: reconciliation.same,
      },
      changes: writes[i]!,
    })),
  }
}

export const importRoutes: Route[] = [preview, take]
