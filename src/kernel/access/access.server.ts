import type { FastifyRequest } from 'fastify'
import type { Route } from '#kernel/http/route.server.ts'
import { activityRoutes } from './activity-routes.server.ts'
import { deviceRoutes } from './device-routes.server.ts'
import { grantRoutes } from './grant-routes.server.ts'
import { identify } from './identify.server.ts'
import { invitationRoutes } from './invitation-routes.server.ts'
import { keyRoutes } from './key-routes.server.ts'
import { meRoutes } from './me-routes.server.ts'
import { organisationRoutes } from './organisation-routes.server.ts'
import { peopleRoutes } from './people-routes.server.ts'
import type { Actor } from './role.ts'
import type { AccountSettings, Accounts } from './sessions.server.ts'
import { signInRoutes } from './sign-in-routes.server.ts'

export interface Access {
  /** Who asks. Throws a refusal for a key, a session or a link that is no longer worth anything. */
  authenticate(request: FastifyRequest): Promise<Actor | undefined>
  routes: Route[]
}

/** Opens everything that says who may come in. */
export function openAccess(settings: AccountSettings): Access {
  let opened: Promise<Accounts> | undefined
  // What signs people in is a large library, and most of a server's life asks nothing of it: it is read when the first cookie comes.
  const accounts = () => (opened ??= import('./sessions.server.ts').then(({ openAccounts }) => openAccounts(settings)))
  return {
    authenticate: request => identify(settings.database, accounts, request),
    routes: [
      ...signInRoutes(accounts, settings.url),
      ...meRoutes(accounts),
      ...invitationRoutes(accounts, settings.url),
      ...peopleRoutes(settings.url),
      ...deviceRoutes,
      ...grantRoutes,
      ...keyRoutes,
      ...activityRoutes,
      ...organisationRoutes,
    ],
  }
}
