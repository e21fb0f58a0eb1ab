import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { codeOf } from '#kernel/ui/page.web.ts'
import { Waiting } from '#kernel/ui/Waiting.tsx'
import { accessEntrances, accessPages } from './access/pages.web.ts'
import { Broken } from './Broken.tsx'
import { DOMAINS } from './domains.web.ts'
import { Missing } from './Missing.tsx'
import { Shell } from './Shell.tsx'

/** Every page has an address of its own, and its code comes when somebody goes there. */
export function createOfficeRouter() {
  const root = createRootRoute({ notFoundComponent: Missing, errorComponent: Broken })
  const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell })
  const home = createRoute({
    getParentRoute: () => shell,
    path: '/',
    beforeLoad: () => {
      throw redirect({ to: DOMAINS[0]!.rail.to })
    },
  })
  const pages = [...DOMAINS.flatMap(domain => domain.pages), ...accessPages].map(page =>
    createRoute({ getParentRoute: () => shell, path: page.path, component: lazyRouteComponent(() => codeOf(page.load), 'Page') }),
  )
  const entrances = accessEntrances.map(page =>
    createRoute({ getParentRoute: () => root, path: page.path, component: lazyRouteComponent(() => codeOf(page.load), 'Page') }),
  )
  return createRouter({
    routeTree: root.addChildren([shell.addChildren([home, ...pages]), ...entrances]),
    defaultPreload: 'intent',
    defaultPendingComponent: Waiting,
    defaultErrorComponent: Broken,
    scrollRestoration: true,
  })
}
