import type { Page } from '#kernel/ui/page.web.ts'

/** Pages of who is already in. */
export const accessPages: Page[] = [
  { path: '/account', load: () => import('./AccountPage.tsx') },
  { path: '/people', load: () => import('./PeoplePage.tsx') },
  { path: '/people/activity', load: () => import('./ActivityPage.tsx') },
]

/** Pages of who is still outside: without the rail and the bar. */
export const accessEntrances: Page[] = [
  { path: '/sign-in', load: () => import('./SignInPage.tsx') },
  { path: '/join', load: () => import('./JoinPage.tsx') },
]
