import { hashPassword } from 'better-auth/crypto'
import type { Query } from '#kernel/database/database.server.ts'
import { refuse } from './refusals.ts'
import './tables.server.ts'

export const PASSWORD = { least: 8, most: 128 }
export const COOKIES = 'courant'

/** What is kept of a password. Slow on purpose, so it is made before a transaction and never inside. */
export function hashOfPassword(password: string): Promise<string> {
  if (password.length < PASSWORD.least || password.length > PASSWORD.most) throw refuse('weak-password', PASSWORD)
  return hashPassword(password)
}

/** Makes an account that signs in with the password of that hash. */
export async function addAccount(query: Query, person: { email: string; name: string; hash: string }): Promise<string> {
  const id = crypto.randomUUID()
  const email = person.email.toLowerCase()
  if (await query.selectFrom('kernel.person').select('id').where('email', '=', email).executeTakeFirst())
    throw refuse('address-taken', { email })
  await query.insertInto('kernel.person').values({ id, name: person.name, email, email_verified: true, image: null }).execute()
  await setPassword(query, id, person.hash)
  return id
}

/** Gives the account another password, and ends its sessions: whoever knew the old one is out. */
export async function setPassword(query: Query, person: string, hash: string): Promise<void> {
  await query.deleteFrom('kernel.credential').where('person', '=', person).where('provider_id', '=', 'credential').execute()
  await query
    .insertInto('kernel.credential')
    .values({ id: crypto.randomUUID(), person, account_id: person, provider_id: 'credential', password: hash, updated_at: new Date() })
    .execute()
  await query.deleteFrom('kernel.session').where('person', '=', person).execute()
}

/** The session token that a request carries, whether or not it is still worth something. */
export function sessionTokenOf(cookies: Record<string, string | undefined>): string | undefined {
  const signed = cookies[`__Secure-${COOKIES}.session_token`] ?? cookies[`${COOKIES}.session_token`]
  return signed?.split('.')[0]
}
