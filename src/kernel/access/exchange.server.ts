import { sql } from 'kysely'
import type { Database, Query } from '#kernel/database/database.server.ts'
import { addAccount, hashOfPassword, PASSWORD, setPassword } from './accounts.server.ts'
import { recordActivity } from './activity.server.ts'
import { type UsableInvitation, usableInvitation } from './invitation.server.ts'
import { refuse } from './refusals.ts'
import { hashOf, makeSecret } from './secret.server.ts'
import './tables.server.ts'

export interface ExchangeAsked {
  token: string
  name?: string | undefined
  email?: string | undefined
  password?: string | undefined
  /** What the tablet is called, for a link to one room. */
  device?: string | undefined
}

/** Who the browser already is: an account that is signed in, or the secret of a link it used before. */
export interface Already {
  account?: { id: string; email: string; name: string } | undefined
  link?: string | undefined
}

export interface Exchanged {
  kind: 'member' | 'room' | 'password'
  organisation: string
  room: string | null
  /** Sign in with these, when an account was made or its password changed. */
  signIn?: { email: string; password: string }
  /** The cookie of the browser's link, when the link gives a room to somebody without an account. */
  link?: { secret: string; until: Date }
}

/** Trades the secret of a link, once, for what it gives. Nothing is used up when it is refused. */
export async function exchange(database: Database, asked: ExchangeAsked, already: Already): Promise<Exchanged> {
  const seen = await database.asSystem(query => usableInvitation(query, asked.token))
  const hash = needsPassword(seen, already) ? await hashOfPassword(requiredPassword(asked, seen)) : ''
  return database.asSystem(async query => {
    const invitation = await usableInvitation(query, asked.token)
    const { person, name, ...result } = await give(query, invitation, asked, already, hash)
    await query
      .updateTable('kernel.invitation')
      .set({ used_at: sql`now()`, used_by: person })
      .where('organisation', '=', invitation.organisation)
      .where('id', '=', invitation.id)
      .execute()
    const { organisation, kind, room, role, scope, title } = invitation
    await recordActivity(query, { organisation, person, name }, `invitation.${kind}`, invitation.id, { room, role, scope, title })
    return { kind, organisation, room, ...result }
  })
}

function needsPassword(invitation: UsableInvitation, already: Already): boolean {
  return invitation.kind === 'password' || (invitation.kind === 'member' && !already.account)
}

function requiredPassword(asked: ExchangeAsked, invitation: UsableInvitation): string {
  const email = invitation.kind === 'password' || (invitation.email ?? asked.email)
  if (!email || !asked.password) throw refuse('account-needed', { least: PASSWORD.least })
  return asked.password
}

type Given = Pick<Exchanged, 'signIn' | 'link'> & { person: string; name: string }

function give(query: Query, invitation: UsableInvitation, asked: ExchangeAsked, already: Already, hash: string): Promise<Given> {
  if (invitation.kind === 'password') return givePassword(query, invitation, asked, hash)
  return invitation.kind === 'member'
    ? giveMembership(query, invitation, asked, already, hash)
    : giveRoom(query, invitation, asked, already)
}

async function givePassword(query: Query, invitation: UsableInvitation, asked: ExchangeAsked, hash: string): Promise<Given> {
  const person = await query
    .selectFrom('kernel.person')
    .select(['id', 'email', 'name'])
    .where('id', '=', invitation.person)
    .executeTakeFirstOrThrow()
  await setPassword(query, person.id, hash)
  return { person: person.id, name: person.name, signIn: { email: person.email, password: asked.password ?? '' } }
}

async function giveMembership(
  query: Query,
  invitation: UsableInvitation,
  asked: ExchangeAsked,
  already: Already,
  hash: string,
): Promise<Given> {
  const account = already.account
  if (account) {
    if (invitation.email && invitation.email !== account.email) throw refuse('other-address')
    await addMember(query, invitation, account.id, account.name)
    return { person: account.id, name: account.name }
  }
  const name = nameOf(invitation, asked)
  const email = invitation.email ?? asked.email ?? ''
  const person = await addAccount(query, { email, name, hash })
  await addMember(query, invitation, person, name)
  return { person, name, signIn: { email, password: asked.password ?? '' } }
}

async function addMember(query: Query, { organisation, role }: UsableInvitation, person: string, name: string): Promise<void> {
  if (!role) throw new Error('an invitation of a member holds a role')
  const added = await query
    .insertInto('kernel.member')
    .values({ organisation, person, name, role })
    .onConflict(conflict =>
      conflict.columns(['organisation', 'person']).doUpdateSet({ role, left_at: null }).where('kernel.member.left_at', 'is not', null),
    )
    .executeTakeFirst()
  if (added.numInsertedOrUpdatedRows === 0n) throw refuse('already-member')
}

async function giveRoom(query: Query, invitation: UsableInvitation, asked: ExchangeAsked, already: Already): Promise<Given> {
  const member = await memberOf(query, invitation, already)
  if (member) {
    await addGrant(query, invitation, member.person)
    return member
  }
  const tablet = await tabletOf(query, invitation, already)
  if (tablet) {
    await addGrant(query, invitation, tablet.person)
    return tablet
  }
  const name = nameOf(invitation, asked)
  const [person, secret] = [crypto.randomUUID(), makeSecret('device')]
  await query
    .insertInto('kernel.device')
    .values({
      organisation: invitation.organisation,
      id: crypto.randomUUID(),
      by: 'link',
      secret: hashOf(secret),
      person,
      person_name: name,
      name: asked.device?.trim() || name,
      invitation: invitation.id,
      expires_at: invitation.expires_at,
    })
    .execute()
  await addGrant(query, invitation, person)
  return { person, name, link: { secret, until: invitation.expires_at } }
}

async function memberOf(query: Query, { organisation }: UsableInvitation, { account }: Already) {
  if (!account) return undefined
  return query
    .selectFrom('kernel.member')
    .select(['person', 'name'])
    .where('organisation', '=', organisation)
    .where('person', '=', account.id)
    .where('left_at', 'is', null)
    .executeTakeFirst()
}

/** A tablet that came by an earlier link of the same organisation keeps its name: it now opens one room more. */
async function tabletOf(query: Query, invitation: UsableInvitation, { link }: Already) {
  if (link === undefined) return undefined
  const until = invitation.expires_at
  const tablet = await query
    .updateTable('kernel.device')
    .set({ expires_at: sql`greatest(expires_at, ${until})` })
    .where('secret', '=', hashOf(link))
    .where('organisation', '=', invitation.organisation)
    .where('by', '=', 'link')
    .where('revoked_at', 'is', null)
    .returning(['person', 'person_name as name', 'expires_at'])
    .executeTakeFirst()
  return tablet && { person: tablet.person, name: tablet.name, link: { secret: link, until: tablet.expires_at ?? until } }
}

async function addGrant(query: Query, invitation: UsableInvitation, person: string): Promise<void> {
  const { organisation, room, scope, expires_at, created_by } = invitation
  if (!room || !scope) throw new Error('an invitation to a room holds the room and its scope')
  await query
    .insertInto('kernel.grant')
    .values({ organisation, room, person, scope, expires_at, given_by: created_by })
    .onConflict(conflict => conflict.columns(['organisation', 'room', 'person']).doUpdateSet({ scope, expires_at, given_by: created_by }))
    .execute()
}

function nameOf(invitation: UsableInvitation, asked: ExchangeAsked): string {
  const name = asked.name?.trim() || invitation.name
  if (!name) throw refuse('name-needed')
  return name
}
