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

export interface Seen {
  token: string
  technician: string
  name: string
  /** Whether it names modules by running number, when it named one. */
  runningNumbers?: boolean
}

/** Notes that a tablet was heard, with the name that it gives its user. */
export async function noteSeen(query: Query, actor: Actor, { token, technician, name, runningNumbers }: Seen): Promise<void> {
  await sql`insert into audit.polling_device (organisation, token, person, device, technician, name, running_numbers)
    values (${actor.organisation}, ${token}, ${actor.person}, ${deviceOf(actor, technician)}, ${technician}, ${name}, ${runningNumbers ?? null})
    on conflict (organisation, token, person, device) do update set technician = excluded.technician, name = excluded.name, seen_at = now(),
      running_numbers = coalesce(excluded.running_numbers, audit.polling_device.running_numbers)`.execute(query)
}

export async function presentTechnicians(query: Query, token: string): Promise<Technician[]> {
  const { rows } = await sql<{ technician: string; name: string; seen_at: Date }>`
    select distinct on (technician) technician, name, seen_at from audit.polling_device
    where token = ${token} and technician <> '' and seen_at > now() - make_interval(secs => ${PRESENT_SECONDS})
    order by technician, seen_at desc`.execute(query)
  return rows.map(({ technician, name, seen_at: seen }) => ({
    technician_id: technician,
    technician_name: name,
    last_seen: seen.toISOString(),
    current_module_identifier: null,
  }))
}

/** The name that a tablet gave its user, when the author of an act is one whom this account or key sent for a technician. */
export type NameOfTechnician = (person: string, technician: string) => string | undefined

/** Whoever only watches cannot lend their name to what others decided: a name counts for its own account or key alone. */
export async function technicianNames(query: Query, token: string): Promise<NameOfTechnician> {
  const { rows } = await sql<{ person: string; technician: string; name: string }>`
    select person, technician, name from audit.polling_device where token = ${token} and technician <> '' order by seen_at`.execute(query)
  const names = new Map(rows.map(({ person, technician, name }) => [`${person}\n${technician}`, name]))
  return (person, technician) => names.get(`${person}\n${technician}`)
}

export interface PollingDevice {
  memory: PollingMemory | null
  /** `null` as long as it has named no module. */
  runningNumbers: boolean | null
}

/** What is remembered of the caller; one not met before writes modules as the others of this audit do. */
export async function rememberedDevice(query: Query, actor: Actor, token: string, technician?: string): Promise<PollingDevice> {
  const { rows } = await sql<{ memory: PollingMemory | null; running_numbers: boolean | null }>`
    select memory, running_numbers from audit.polling_device
    where token = ${token} and person = ${actor.person} and device = ${deviceOf(actor, technician)} for update`.execute(query)
  return { memory: rows[0]?.memory ?? null, runningNumbers: rows[0]?.running_numbers ?? null }
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
  await sql`insert into audit.polling_device (organisation, token, person, device, technician, name, memory, seen_at)
    values (${actor.organisation}, ${token}, ${actor.person}, ${deviceOf(actor, technician)}, ${technician ?? ''}, ${actor.name},
      ${JSON.stringify(memory)}, 'epoch')
    on conflict (organisation, token, person, device) do update set memory = excluded.memory`.execute(query)
}
