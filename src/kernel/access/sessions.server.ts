import { createHmac } from 'node:crypto'
import { passkey } from '@better-auth/passkey'
import { betterAuth } from 'better-auth'
import type { Logger } from 'pino'
import type { Database } from '#kernel/database/database.server.ts'
import { COOKIES, PASSWORD } from './accounts.server.ts'
import './tables.server.ts'

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

/** Opens the accounts when first asked. */
export type AskAccounts = () => Promise<Accounts>

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
