import type { Query } from '#kernel/database/database.server.ts'
import { refuse } from './refusals.ts'
import type { Role, Scope } from './role.ts'
import { hashOf, makeSecret } from './secret.server.ts'
import './tables.server.ts'

/** What a link gives: a place in the organisation, one room, or a new password. */
export type Gift = { kind: 'member'; role: Role } | { kind: 'room'; room: string; scope: Scope } | { kind: 'password'; person: string }

export interface InvitationWanted {
  organisation: string
  gives: Gift
  expiresAt: Date
  by: string | null
  email?: string | undefined
  name?: string | undefined
  /** What the link opens, in words: shown to who follows it. */
  title?: string | undefined
}

export async function makeInvitation(query: Query, wanted: InvitationWanted): Promise<{ id: string; secret: string }> {
  const { organisation, gives, expiresAt, by } = wanted
  const [id, secret] = [crypto.randomUUID(), makeSecret('join')]
  await query
    .insertInto('kernel.invitation')
    .values({
      organisation,
      id,
      kind: gives.kind,
      secret: hashOf(secret),
      role: gives.kind === 'member' ? gives.role : null,
      room: gives.kind === 'room' ? gives.room : null,
      scope: gives.kind === 'room' ? gives.scope : null,
      person: gives.kind === 'password' ? gives.person : null,
      email: wanted.email?.toLowerCase() ?? null,
      name: wanted.name ?? null,
      title: wanted.title ?? null,
      created_by: by,
      expires_at: expiresAt,
    })
    .execute()
  return { id, secret }
}

/** The address to hand over. The secret stands after `#`: browsers never send that part, so no server's log holds it. */
export function joinAddress(origin: string, secret: string): string {
  return `${origin.replace(/\/$/, '')}/join#${secret}`
}

/** The invitation of a link that still works, its row locked until the transaction ends: two who come at once cannot both use it. */
export async function usableInvitation(query: Query, secret: string) {
  const invitation = await query
    .selectFrom('kernel.invitation')
    .selectAll()
    .where('secret', '=', hashOf(secret))
    .forUpdate()
    .executeTakeFirst()
  if (!invitation) throw refuse('unknown-link')
  if (invitation.revoked_at) throw refuse('link-revoked')
  if (invitation.used_at) throw refuse('link-used')
  if (invitation.expires_at.getTime() <= Date.now()) throw refuse('link-expired')
  return invitation
}
export type UsableInvitation = Awaited<ReturnType<typeof usableInvitation>>

export function inDays(days: number): Date {
  return new Date(Date.now() + days * 24 * 3600_000)
}
