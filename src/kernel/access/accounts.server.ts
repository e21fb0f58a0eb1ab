import { createHmac } from 'node:crypto'
import { passkey } from '@better-auth/passkey'
import { betterAuth } from 'better-auth'
import { hashPassword } from 'better-auth/crypto'
import type { Logger } from 'pino'
import type { Database, Query } from '#kernel/database/database.server.ts'
import { refuse } from './refusals.ts'
import './tables.server.ts'

export const PASSWORD = { least: 8, most: 128 }
const COOKIES = 'courant'
const DAY = 24 * 3600

export interface AccountSettings {
  database: Database
  /** The installation's key: cookies are signed with a secret derived from it. */
  key: Buffer
  /** Address under which people reach the server, when it is known. */
  url?: string | undefined
  log: Logger
}

export type Accounts = ReturnType<typeof openAccounts>

/** E-mail and password, passkeys and sessions of the installation. Who belongs to which organisation is not its business. */
export function openAccounts({ database, key, url, log }: AccountSettings) {
  return betterAuth({
    secret: createHmac('sha256', key).update('session cookies').digest('hex'),
    basePath: '/api/auth',
    telemetry: { enabled: false },
    logger: { log: (level, message, ...context) => log[level === 'error' ? 'error' : 'debug']({ context }, message) },
    database: { db: database.kysely, type: 'postgres', transaction: true, schemaName: 'kernel' },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: PASSWORD.least, maxPasswordLength: PASSWORD.most },
    // Tries are counted by our own routes, whose refusals have both languages; the origin of a request too.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: COOKIES,
      useSecureCookies: url?.startsWith('https:') ?? false,
      database: { generateId: 'uuid' },
      disableCSRFCheck: true,
    },
    ...columns,
    plugins: [passkey({ rpName: 'Courant', schema: { passkey: { fields: passkeyColumns } } })],
  })
}

const TIMES = { createdAt: 'created_at', updatedAt: 'updated_at' }
const columns = {
  user: { modelName: 'person', fields: { emailVerified: 'email_verified', ...TIMES } },
  session: {
    expiresIn: 30 * DAY,
    updateAge: DAY,
    freshAge: DAY,
    fields: { userId: 'person', expiresAt: 'expires_at', ipAddress: 'ip_address', userAgent: 'user_agent', ...TIMES },
  },
  account: {
    modelName: 'credential',
    fields: {
      userId: 'person',
      accountId: 'account_id',
      providerId: 'provider_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
      ...TIMES,
    },
  },
  verification: { fields: { expiresAt: 'expires_at', ...TIMES } },
}
const passkeyColumns = {
  userId: 'person',
  publicKey: 'public_key',
  credentialID: 'credential_id',
  deviceType: 'device_type',
  backedUp: 'backed_up',
  createdAt: 'created_at',
}

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
