import { sql } from 'kysely'
import { namesOf } from '#kernel/access/names.server.ts'
import type { Actor } from '#kernel/access/role.ts'
import type { Query } from '#kernel/database/database.server.ts'
import type { Kernel } from '#kernel/kernel.server.ts'
import { refuseOffice } from '../refusals.ts'
import type { AuditFacts, ElSnapshot, HistoryFacts } from './el-snapshot.ts'
import { freezeEl, type Outside, peopleIn } from './freeze.ts'
import { refuseReport } from './refusals.ts'
import { insertReport, lastReport, type NewReport } from './report-table.server.ts'

export interface Wanted {
  audit: string
  state: 'draft' | 'issued'
  language: 'fr' | 'en'
  reason?: string | undefined
}

type Freezing = Pick<Kernel, 'rooms' | 'version'>

/**
 * Freezes an audit for a report, at one number of its room, while others go on writing. An issued report takes the next revision and
 * names the one it takes the place of. Answers the id of the report, which is still to be printed.
 */
export async function freezeReport(query: Query, actor: Actor, wanted: Wanted, freezing: Freezing): Promise<string> {
  const { snapshot, replaces } = await frozen(query, actor, wanted, freezing)
  if (wanted.state === 'issued' && snapshot.plant.strings.length === 0) throw refuseReport('report-without-modules')
  const { report, chain } = snapshot
  const row: NewReport = {
    id: crypto.randomUUID(),
    audit: wanted.audit,
    state: wanted.state,
    revision: report.revision,
    language: wanted.language,
    createdAt: report.createdAt,
    by: actor.person,
    by_name: actor.name,
    number: chain.number,
    head: chain.head,
    facts: JSON.stringify(snapshot),
    reason: wanted.reason,
    replaces,
  }
  await insertReport(query, actor.organisation, row)
  return row.id
}

/** The last draft when nothing has changed since, otherwise a fresh one. */
export async function currentDraft(query: Query, actor: Actor, wanted: Omit<Wanted, 'state'>, freezing: Freezing): Promise<string> {
  const last = await lastReport(query, wanted.audit, { state: 'draft', language: wanted.language })
  if (last) {
    const { snapshot } = await frozen(query, actor, { ...wanted, state: 'draft' }, freezing)
    if (sameFacts(JSON.parse(last.facts) as ElSnapshot, snapshot)) return last.id
  }
  return freezeReport(query, actor, { ...wanted, state: 'draft' }, freezing)
}

function sameFacts(one: ElSnapshot, other: ElSnapshot): boolean {
  const facts = ({ report: { revision }, people: _people, ...rest }: ElSnapshot) => JSON.stringify({ revision, ...rest })
  return facts(one) === facts(other)
}

async function frozen(query: Query, actor: Actor, wanted: Wanted, { rooms, version }: Freezing) {
  const { audit, project } = await auditFacts(query, wanted.audit)
  const { reader, number, head } = await rooms.hold(query, { organisation: actor.organisation, room: wanted.audit })
  const before = await lastReport(query, wanted.audit, { state: 'issued' })
  const report: ElSnapshot['report'] = {
    revision: (before?.revision ?? 0) + 1,
    state: wanted.state,
    language: wanted.language,
    createdAt: new Date().toISOString(),
    by: actor.person,
    ...(wanted.reason ? { reason: wanted.reason } : {}),
    ...(before && wanted.state === 'issued' ? { replaces: before.revision } : {}),
  }
  const history = await historyFacts(query, wanted.audit, number)
  const chain = { number, head: head || '0'.repeat(64) }
  const outside: Outside = { report, audit, project, people: {}, history, chain, software: { name: 'Courant', version } }
  const snapshot = freezeEl(reader, outside)
  snapshot.people = { ...(await namesOf(query, peopleIn(snapshot))), [actor.person]: actor.name }
  return { snapshot, replaces: wanted.state === 'issued' ? before?.id : undefined }
}

interface AuditRow {
  project: string
  organisation: string
  client: string
  site: string | null
  day: string
  model: string | null
  power: number | null
}

/** Locks the audit's row, so that two reports issued at once get two revisions. */
async function auditFacts(query: Query, token: string): Promise<{ audit: AuditFacts; project: NonNullable<Outside['project']> }> {
  const { rows } = await sql<AuditRow>`select a.name as project, org.name as organisation, c.name as client, p.site_address as site,
      to_char(i.day, 'YYYY-MM-DD') as day, p.module_model as model, p.module_power_wp as power
    from audit.audit a
    join audit.intervention i on i.organisation = a.organisation and i.id = a.intervention
    join audit.project p on p.organisation = i.organisation and p.id = i.project
    join audit.client c on c.organisation = p.organisation and c.id = p.client
    join kernel.organisation org on org.organisation = a.organisation
    where a.token = ${token} for update of a`.execute(query)
  const row = rows[0]
  if (!row) throw refuseOffice('audit-unknown', { token: token.slice(0, 64) })
  return {
    audit: {
      token,
      project: row.project,
      organisation: row.organisation,
      client: row.client,
      ...(row.site ? { site: row.site } : {}),
      visitedOn: row.day,
    },
    project: { ...(row.model ? { moduleModel: row.model } : {}), ...(row.power ? { powerWp: row.power } : {}) },
  }
}

async function historyFacts(query: Query, token: string, number: number): Promise<HistoryFacts> {
  const { rows } = await sql<{ by: string; changes: number; first: Date; last: Date }>`
    select h.by, count(*)::int as changes, min(h.at) as first, max(h.at) as last
    from kernel.history h where h.room = ${token} and h.number <= ${number} group by h.by order by changes desc, h.by`.execute(query)
  const people = rows.map(({ by, changes, first, last }) => ({ by, changes, first: first.toISOString(), last: last.toISOString() }))
  return { changes: people.reduce((sum, person) => sum + person.changes, 0), people }
}
