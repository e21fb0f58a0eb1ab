import type { FastifyRequest } from 'fastify'
import type { Route } from '#kernel/http/route.server.ts'
import { type AccountSettings, openAccounts } from './accounts.server.ts'
import { identify } from './identify.server.ts'
import type { Actor } from './role.ts'

export interface Access {
  /** Who asks. Throws a refusal for a key, a session or a link that is no longer worth anything. */
  authenticate(request: FastifyRequest): Promise<Actor | undefined>
  routes: Route[]
}

/** Opens everything that says who may come in. */
export function openAccess(settings: AccountSettings): Access {
  const accounts = openAccounts(settings)
  return {
    authenticate: request => identify(settings.database, accounts, request),
    routes: [],
  }
}
