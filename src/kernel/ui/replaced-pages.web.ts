const TRIED = 'courant.reloaded'
const AGAIN_MS = 60_000

/**
 * After an update of the server, the parts that an open page has not asked for yet are gone: the page is loaded anew, at most once a minute.
 * Without network nothing is loaded anew, for the page would be gone too.
 */
export function reloadWhenReplaced(): void {
  addEventListener('vite:preloadError', () => void reloadOnce())
}

async function reloadOnce(): Promise<void> {
  if (Date.now() - Number(sessionStorage.getItem(TRIED)) < AGAIN_MS) return
  const answers = await fetch('/healthz', { cache: 'no-store' }).catch(() => undefined)
  if (!answers?.ok) return
  sessionStorage.setItem(TRIED, String(Date.now()))
  location.reload()
}
