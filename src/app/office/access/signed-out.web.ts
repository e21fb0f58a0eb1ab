import { wipeRevokedDevice } from '#kernel/access/wipe.web.ts'
import { REFUSED_EVENT } from '#kernel/ui/api.web.ts'

const OUT = ['sign-in-needed', 'session-ended', 'link-expired', 'unknown-link', 'no-organisation']
const AWAY = ['device-revoked', 'link-revoked']
const ENTRANCES = ['/sign-in', '/join']

/** Leads to the sign-in page as soon as the server says that nobody is signed in, and wipes a device whose access was taken away. */
export function obeyAccess(): void {
  // A page asks several things at once: the first answer decides, or the page would leave before it has wiped.
  let leaving = false
  addEventListener(REFUSED_EVENT, event => {
    const { code } = (event as CustomEvent<{ code: string }>).detail
    const isOut = OUT.includes(code) && !ENTRANCES.includes(location.pathname)
    if (leaving || (!AWAY.includes(code) && !isOut)) return
    leaving = true
    // The field knows what was never sent, and hands it over before anything is erased.
    if (code === 'link-revoked') location.replace('/field')
    else if (isOut) location.replace(signInAddress(code))
    else void wipeRevokedDevice()
  })
}

function signInAddress(why: string): string {
  return `/sign-in?${new URLSearchParams({ why, next: location.pathname + location.search })}`
}

/** Where the person was going; never another site, whatever the address says. */
export function pageAfterSignIn(): string {
  const next = new URLSearchParams(location.search).get('next') ?? '/'
  const target = URL.canParse(next, location.origin) ? new URL(next, location.origin) : undefined
  return target?.origin === location.origin ? target.pathname + target.search : '/'
}
