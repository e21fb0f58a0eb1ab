import { sql } from 'kysely'
import { recordActivity } from '#kernel/access/activity.server.ts'
import type { Actor } from '#kernel/access/role.ts'
import { type Query, takeTurn } from '#kernel/database/database.server.ts'
import type { Kernel } from '#kernel/kernel.server.ts'
import { sameValue } from '#kernel/record/canonical.ts'
import type { Change, RoomReader } from '#kernel/record/change.ts'
import { holdAudit, readAudit, writeAudit } from '../audit/audit-room.server.ts'
import { addAudit } from '../audit/audit-row.server.ts'
import { clients } from '../client/client.server.ts'
import { projects } from '../client/project.server.ts'
import { fieldChange } from '../electroluminescence/module.ts'
import { STATUSES } from '../electroluminescence/status.ts'
import { interventions } from '../intervention/intervention.server.ts'
import { type ImportFile, readLegacyFiles } from './export-format.ts'
import { countAudits, type ImportProgress } from './import-progress.ts'
import { planImport } from './plan.ts'
import { type ImportPlan, type PlannedAudit, sum } from './planned-audit.ts'
import { stableUuid } from './stable-uuid.server.ts'

export interface ImportOutcome {
  plan: ImportPlan
  /** Changes to write, or written, for each audit, in the order of the plan; 0 when everything is already there. */
  writes: number[]
}

type HearProgress = (progress: ImportProgress) => void

/** Who imports, where, and who hears how far it is. */
export interface Importing {
  kernel: Kernel
  query: Query
  actor: Actor
  hear?: HearProgress
}

/** What the files would change, without changing it. */
export function previewImport(importing: Importing, files: ImportFile[]): Promise<ImportOutcome> {
  const { query } = importing
  return eachAudit(files, importing, async audit =>
    (await isThere(query, audit.token)) ? (await newsOf(importing, audit, readAudit)).length : audit.changes.length,
  )
}

/**
 * Imports the files in the transaction of `query`: all of them, or nothing. The same files twice change nothing; what changed something is
 * noted in the activity log.
 */
export async function importFiles(importing: Importing, files: ImportFile[]): Promise<ImportOutcome> {
  const { query, actor } = importing
  // Imports of one organisation take their turn: two of the same files would both make what the other is about to make.
  await takeTurn(query, `import ${actor.organisation}`)
  const outcome = await eachAudit(files, importing, audit => importAudit(importing, audit))
  const { read, taken, setAside, commentsSetAside, audits } = outcome.plan
  if (outcome.writes.some(count => count > 0))
    await recordActivity(query, actor, 'audit.import', null, {
      tokens: audits.map(audit => audit.token),
      read,
      taken,
      setAside,
      commentsSetAside,
    })
  return outcome
}

async function eachAudit(
  files: ImportFile[],
  { hear = heedless }: Importing,
  writesOf: (audit: PlannedAudit) => Promise<number>,
): Promise<ImportOutcome> {
  const plan = planImport(readLegacyFiles(files), stableUuid)
  const counted = countAudits(plan.audits.map(modulesOf), hear)
  const writes: number[] = []
  for (const audit of plan.audits) {
    writes.push(await writesOf(audit))
    counted()
  }
  return { plan, writes }
}

/** Answers how many changes it wrote. */
async function importAudit(importing: Importing, audit: PlannedAudit): Promise<number> {
  const { kernel, query, actor } = importing
  if (!(await isThere(query, audit.token))) await addAudit(query, actor.organisation, await placeFor(query, actor, audit))
  const changes = await newsOf(importing, audit, holdAudit)
  if (changes.length > 0) await writeAudit(kernel, query, actor, audit.token, { changes, id: actOf(audit), label: 'audit.import' })
  return changes.length
}

function heedless(): void {}

function modulesOf({ statuses }: PlannedAudit): number {
  return sum(STATUSES, status => statuses[status])
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
async function newsOf({ kernel, query, actor }: Importing, audit: PlannedAudit, look: typeof readAudit): Promise<Change[]> {
  const { organisation } = actor
  const { rows } = await sql`select 1 from kernel.history where organisation = ${organisation} and room = ${audit.token}
    and id = ${actOf(audit)}`.execute(query)
  if (rows.length > 0) return []
  return freshChanges((await look(kernel, query, actor, audit.token)).room, audit.changes)
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
