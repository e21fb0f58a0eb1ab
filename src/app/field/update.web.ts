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
  void navigator.serviceWorker.register('/field-worker.js', { scope: '/field' }).then(registration => {
    if (registration.waiting) offer(registration.waiting)
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

function offer(worker: ServiceWorker): void {
  waiting = () => {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
    worker.postMessage({ type: 'SKIP_WAITING' })
  }
  for (const listener of listeners) listener()
}
