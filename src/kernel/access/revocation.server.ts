import { sql } from 'kysely'
import { announce, type Query } from '#kernel/database/database.server.ts'
import './tables.server.ts'

/** Channel on which lost access is announced: whoever holds a connection open for that device or person closes it. */
export const ACCESS_CHANNEL = 'access'

/** What is announced, as JSON: everything of that device, or of that person or key, must be asked again who it is. */
export type AccessLost = { organisation: string; device: string } | { organisation: string; person: string }

export function announceLoss(query: Query, lost: AccessLost): Promise<void> {
  return announce(query, ACCESS_CHANNEL, JSON.stringify(lost))
}

/**
 * Takes devices away: refused from the next request on, sessions included, and told to wipe when they come back. One said to be lost is
 * told so even when its link was taken back before. Needs the system's rights.
 */
export async function revokeDevices(query: Query, organisation: string, devices: string[], { lost = false } = {}): Promise<void> {
  if (devices.length === 0) return
  await query
    .updateTable('kernel.device')
    .set({ revoked_at: sql`now()` })
    .where('organisation', '=', organisation)
    .where('id', 'in', devices)
    .$if(!lost, others => others.where('revoked_at', 'is', null))
    .execute()
  await query.deleteFrom('kernel.session').where('id', 'in', devices).execute()
  for (const device of devices) await announceLoss(query, { organisation, device })
}

/** Takes away every device of a person, or every one that came in by an invitation. */
export async function revokeDevicesOf(query: Query, organisation: string, by: 'person' | 'invitation', id: string): Promise<void> {
  const own = query.selectFrom('kernel.device').where('organisation', '=', organisation).where(by, '=', id)
  const devices = await own.select('id').execute()
  await revokeDevices(
    query,
    organisation,
    devices.map(device => device.id),
  )
}
