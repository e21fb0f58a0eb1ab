import { type Database, type Query, takeTurn } from '#kernel/database/database.server.ts'
import { recordActivity } from './activity.server.ts'
import { inDays, joinAddress, makeInvitation } from './invitation.server.ts'
import { addKey } from './key.server.ts'
import { createOrganisation, organisationForName } from './organisation.server.ts'
import { refuse } from './refusals.ts'
import { announceLoss } from './revocation.server.ts'
import type { Role } from './role.ts'
import './tables.server.ts'

/** Who acts from the terminal of the machine, in the activity log. */
const OPERATOR = { person: 'operator', name: 'courant' }
const FIRST_NAME = 'Mon organisation'
/** How history signs what the key of the installation did, in either language. */
const INSTALLER = 'Installation'
const FIRST_LINK_DAYS = 1
const LINK_DAYS = 7

/**
 * Makes the first organisation of an empty database and answers its id, or `undefined` when there is one already. With a bootstrap key,
 * that key owns it until it is revoked: on a database that is not empty the key given is not looked at.
 */
export function makeFirstOrganisation(database: Database, bootstrapKey?: string): Promise<string | undefined> {
  return database.asSystem(async query => {
    // Nodes that start together make one.
    await takeTurn(query, 'first organisation')
    if (await query.selectFrom('kernel.organisation').select('organisation').limit(1).executeTakeFirst()) return undefined
    const organisation = await createOrganisation(query, FIRST_NAME)
    if (bootstrapKey) await addKey(query, { organisation, name: INSTALLER, role: 'owner', by: null, key: bootstrapKey })
    return organisation
  })
}

/**
 * The address by which the first person comes in as owner, for the terminal of the machine: works once, for a day. `undefined` as soon
 * as somebody has come in or a key owns the organisation. Links printed by earlier starts stop working.
 */
export function firstSignInAddress(database: Database, origin: string): Promise<string | undefined> {
  return database.asSystem(async query => {
    if (await query.selectFrom('kernel.member').select('person').limit(1).executeTakeFirst()) return undefined
    if (await query.selectFrom('kernel.api_key').select('id').where('revoked_at', 'is', null).limit(1).executeTakeFirst()) return undefined
    const first = await query.selectFrom('kernel.organisation').select('organisation').orderBy('created_at').limit(1).executeTakeFirst()
    const organisation = first?.organisation ?? (await createOrganisation(query, FIRST_NAME))
    const earlier = query.updateTable('kernel.invitation').where('created_by', '=', OPERATOR.person).where('used_at', 'is', null)
    await earlier.set({ revoked_at: new Date() }).where('organisation', '=', organisation).execute()
    const gives = { kind: 'member', role: 'owner' } as const
    const { secret } = await makeInvitation(query, { organisation, gives, expiresAt: inDays(FIRST_LINK_DAYS), by: OPERATOR.person })
    return joinAddress(origin, secret)
  })
}

/** `courant user list`: everybody, by organisation. */
export function listUsers(database: Database) {
  return database.asSystem(query =>
    query
      .selectFrom('kernel.member as m')
      .innerJoin('kernel.organisation as o', 'o.organisation', 'm.organisation')
      .innerJoin('kernel.person as p', 'p.id', 'm.person')
      .select(['o.name as organisation', 'm.name', 'p.email', 'm.role', 'm.since', 'm.left_at as leftAt'])
      .orderBy('o.name')
      .orderBy('m.name')
      .execute(),
  )
}

/** `courant user add`: makes the address by which the person chooses a password. The organisation is made when there is none. */
export function inviteUser(
  database: Database,
  { organisation: called, email, role, origin }: { organisation: string; email: string; role: Role; origin: string },
): Promise<{ address: string; beside?: string[] | undefined }> {
  return database.asSystem(async query => {
    const { organisation, beside } = await organisationForName(query, called)
    const gives = { kind: 'member', role } as const
    const made = await makeInvitation(query, { organisation, gives, email, expiresAt: inDays(LINK_DAYS), by: OPERATOR.person })
    await recordActivity(query, { organisation, ...OPERATOR }, 'invitation.make', made.id, { ...gives, email })
    return { address: joinAddress(origin, made.secret), beside }
  })
}

/** `courant user role`. */
export function setUserRole(database: Database, wanted: { organisation: string; email: string; role: Role }): Promise<void> {
  return database.asSystem(async query => {
    const member = await memberOf(query, wanted.email, wanted.organisation)
    const { organisation, person } = member
    const own = query.updateTable('kernel.member').where('organisation', '=', organisation).where('person', '=', person)
    await own.set({ role: wanted.role }).execute()
    await recordActivity(query, { organisation, ...OPERATOR }, 'member.role', person, {
      name: member.name,
      from: member.role,
      to: wanted.role,
    })
    await announceLoss(query, { organisation, person })
  })
}

/** `courant user password`: answers the address by which the person chooses another password. */
export function passwordAddress(database: Database, { email, origin }: { email: string; origin: string }): Promise<string> {
  return database.asSystem(async query => {
    const { organisation, person, name } = await memberOf(query, email)
    const gives = { kind: 'password', person } as const
    const made = await makeInvitation(query, { organisation, gives, name, expiresAt: inDays(LINK_DAYS), by: OPERATOR.person })
    await recordActivity(query, { organisation, ...OPERATOR }, 'member.password-link', person, { name })
    return joinAddress(origin, made.secret)
  })
}

async function memberOf(query: Query, email: string, organisation?: string) {
  const member = await query
    .selectFrom('kernel.member as m')
    .innerJoin('kernel.organisation as o', 'o.organisation', 'm.organisation')
    .innerJoin('kernel.person as p', 'p.id', 'm.person')
    .select(['m.organisation', 'm.person', 'm.name', 'm.role'])
    .where('p.email', '=', email.toLowerCase())
    .where('m.left_at', 'is', null)
    .$if(organisation !== undefined, only => only.where('o.name', '=', organisation ?? ''))
    .orderBy('m.since')
    .executeTakeFirst()
  if (!member) throw refuse('unknown-person')
  return member
}
