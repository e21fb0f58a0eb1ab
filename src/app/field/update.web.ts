import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let waiting: (() => void) | null = null

/** What brings the waiting version in, when there is one. */
export function useUpdate(): (() => void) | null {
  return useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => waiting,
  )
}

/** The application itself is kept on the tablet, so that it opens with the server away. A newer one waits until it is wanted. */
export function keepApplication(): void {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return
  const alone = isOnlyPage()
  void navigator.serviceWorker.register('/field-worker.js', { scope: '/field' }).then(async registration => {
    lookNowAndThen(registration)
    registration.addEventListener('updatefound', () => {
      const found = registration.installing
      found?.addEventListener('statechange', () => {
        if (found.state === 'installed' && navigator.serviceWorker.controller) offer(found)
      })
    })
    const { waiting: found } = registration
    // Nothing is in hand yet: a version that waits since the last time takes over now, unless another page is at work.
    if (found && (await alone)) takeOver(found)
    else if (found) offer(found)
  })
}

const LOOK_MS = 3_600_000

/** A tablet may show the same page for nights on end, and only a page that opens makes the browser look for a newer version. */
function lookNowAndThen(registration: ServiceWorkerRegistration): void {
  // Without network there is nothing to find: the next look is soon enough.
  const look = () => void registration.update().catch(() => undefined)
  addEventListener('online', look)
  setInterval(look, LOOK_MS)
}

function takeOver(worker: ServiceWorker): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  worker.postMessage({ type: 'SKIP_WAITING' })
}

const PAGES = 'courant-field-pages'

/** The page that this one takes the place of may take a moment to go. */
const PATIENCE_MS = 1_000

/** Every page of the field holds a lock for as long as it is open; whoever can have it alone for a moment is alone. */
async function isOnlyPage(): Promise<boolean> {
  try {
    await navigator.locks.request(PAGES, { signal: AbortSignal.timeout(PATIENCE_MS) }, () => undefined)
    return true
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError') return false
    throw error
  } finally {
    void navigator.locks.request(PAGES, { mode: 'shared' }, () => new Promise(() => undefined))
  }
}

function offer(worker: ServiceWorker): void {
  waiting = () => takeOver(worker)
  for (const listener of listeners) listener()
}
