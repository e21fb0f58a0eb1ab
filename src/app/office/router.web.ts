import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { Waiting } from '#kernel/ui/Waiting.tsx'
import { Broken } from './Broken.tsx'
import { DOMAINS } from './domains.web.ts'
import { Missing } from './Missing.tsx'
import { Shell } from './Shell.tsx'

/** Every page has an address of its own, and its code comes when somebody goes there. */
export function createOfficeRouter() {
  const root = createRootRoute({ component: Shell, notFoundComponent: Missing, errorComponent: Broken })
  const home = createRoute({
    getParentRoute: () => root,
    path: '/',
    beforeLoad: () => {
      throw redirect({ to: DOMAINS[0]!.rail.to })
    },
  })
  const pages = DOMAINS.flatMap(domain => domain.pages).map(page =>
    createRoute({ getParentRoute: () => root, path: page.path, component: lazyRouteComponent(page.load, 'Page') }),
  )
  return createRouter({
    routeTree: root.addChildren([home, ...pages]),
    defaultPreload: 'intent',
    defaultPendingComponent: Waiting,
    defaultErrorComponent: Broken,
    scrollRestoration: true,
  })
}
