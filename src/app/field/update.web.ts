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
  void navigator.locks.request(PAGES, { mode: 'shared' }, () => new Promise(() => undefined))
  void navigator.serviceWorker.register('/field-worker.js', { scope: '/field' }).then(async registration => {
    const { waiting: found } = registration
    // Nothing is in hand yet: a version that waits since the last time takes over now, unless another page is at work.
    if (found && (await isOnlyPage())) takeOver(found)
    else if (found) offer(found)
    lookNowAndThen(registration)
    registration.addEventListener('updatefound', () => {
      const found = registration.installing
      found?.addEventListener('statechange', () => {
        if (found.state === 'installed' && navigator.serviceWorker.controller) offer(found)
      })
    })
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

/** Every page of the field holds a lock for as long as it is open; whoever finds none held is alone. */
async function isOnlyPage(): Promise<boolean> {
  const { held = [] } = await navigator.locks.query()
  return held.filter(({ name }) => name === PAGES).length <= 1
}

function offer(worker: ServiceWorker): void {
  waiting = () => takeOver(worker)
  for (const listener of listeners) listener()
}
