import { sql } from 'kysely'
import type { Actor } from '#kernel/access/role.ts'
import type { Query } from '#kernel/database/database.server.ts'
import type { PollingMemory } from './polling-memory.ts'

export interface Technician {
  technician_id: string
  technician_name: string
  last_seen: string
  current_module_identifier: string | null
}

/** Presence of the older protocol: whoever was heard within this time is there. */
const PRESENT_SECONDS = 30

/** A key may serve several programs: each is told apart by the technician it names, if it names one. */
export function deviceOf(actor: Actor, technician?: string): string {
  return actor.by === 'key' ? `${actor.device}/${technician ?? ''}` : actor.device
}

/** Can this caller be told apart from another with the same right? Otherwise nothing is remembered of it. */
export function isDistinct(actor: Actor, technician?: string): boolean {
  return actor.by !== 'key' || technician !== undefined
}

export interface Seen {
  token: string
  technician: string
  name: string
  runningNumbers?: boolean
}

/** Notes that a tablet was heard, with the name that it gives its user. */
export async function noteSeen(query: Query, actor: Actor, { token, technician, name, runningNumbers }: Seen): Promise<void> {
  await sql`insert into audit.polling_device (organisation, token, person, device, technician, name, running_numbers)
    values (${actor.organisation}, ${token}, ${actor.person}, ${deviceOf(actor, technician)}, ${technician}, ${name}, ${runningNumbers ?? false})
    on conflict (organisation, token, person, device) do update set technician = excluded.technician, name = excluded.name, seen_at = now(),
      running_numbers = case when ${runningNumbers === undefined} then audit.polling_device.running_numbers else excluded.running_numbers end`.execute(
    query,
  )
}

export async function presentTechnicians(query: Query, token: string): Promise<Technician[]> {
  const { rows } = await sql<{ technician: string; name: string; seen_at: Date }>`
    select technician, name, seen_at from audit.polling_device
    where token = ${token} and technician <> '' and seen_at > now() - make_interval(secs => ${PRESENT_SECONDS})
    order by name, technician`.execute(query)
  return rows.map(({ technician, name, seen_at: seen }) => ({
    technician_id: technician,
    technician_name: name,
    last_seen: seen.toISOString(),
    current_module_identifier: null,
  }))
}

/** Names that tablets gave their users, by technician. */
export async function technicianNames(query: Query, token: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ technician: string; name: string }>`
    select technician, name from audit.polling_device where token = ${token} and technician <> ''`.execute(query)
  return new Map(rows.map(({ technician, name }) => [technician, name]))
}

export interface PollingDevice {
  memory: PollingMemory
  runningNumbers: boolean
}

/** What is remembered of the caller; a caller not met before writes modules as the others of this audit do. */
export async function rememberedDevice(query: Query, actor: Actor, token: string, technician?: string): Promise<PollingDevice | undefined> {
  const { rows } = await sql<
    Record<'received' | 'sent', string | null> & {
      asked_since: number | null
      answered_at: Date | null
      answered_before: Date | null
      running_numbers: boolean
    }
  >`
    select received, sent, asked_since, answered_at, answered_before, running_numbers from audit.polling_device
    where token = ${token} and person = ${actor.person} and device = ${deviceOf(actor, technician)} for update`.execute(query)
  const row = rows[0]
  if (!row) return undefined
  const number = (text: string | null) => (text === null ? null : Number(text))
  return {
    runningNumbers: row.running_numbers,
    memory: {
      received: number(row.received),
      sent: number(row.sent),
      askedSince: row.asked_since,
      answeredAt: row.answered_at?.getTime() ?? null,
      answeredBefore: row.answered_before?.getTime() ?? null,
    },
  }
}

export async function usesRunningNumbers(query: Query, token: string): Promise<boolean> {
  const { rows } = await sql`select 1 from audit.polling_device where token = ${token} and running_numbers limit 1`.execute(query)
  return rows.length > 0
}

export async function remember(
  query: Query,
  actor: Actor,
  token: string,
  technician: string | undefined,
  memory: PollingMemory,
): Promise<void> {
  const instant = (ms: number | null) => (ms === null ? null : new Date(ms))
  await sql`insert into audit.polling_device
      (organisation, token, person, device, technician, name, received, sent, asked_since, answered_at, answered_before, seen_at)
    values (${actor.organisation}, ${token}, ${actor.person}, ${deviceOf(actor, technician)}, ${technician ?? ''}, ${actor.name},
      ${memory.received}, ${memory.sent}, ${memory.askedSince}, ${instant(memory.answeredAt)}, ${instant(memory.answeredBefore)}, 'epoch')
    on conflict (organisation, token, person, device) do update set received = excluded.received, sent = excluded.sent,
      asked_since = excluded.asked_since, answered_at = excluded.answered_at, answered_before = excluded.answered_before`.execute(query)
}
