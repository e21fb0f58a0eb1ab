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

/**
 * The application itself is kept on the tablet, so that it opens with the server away. A newer one waits until it is wanted or until the
 * next start. Wait for this before anything is asked of the network: a browser may forget the version that is to take over when the
 * present one has a request in hand.
 */
export async function keepApplication(): Promise<void> {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return
  const alone = isOnlyPage()
  const wanted = isWanted()
  const found = await Promise.race([waitingWorker(), after(LOOKING_MS)])
  // Nothing is in hand yet: a version that waits since the last time takes over now, unless another page is at work.
  if (found && (wanted || (await alone))) await takeOver(found)
  if (found) offer()
  void navigator.serviceWorker.register('/field-worker.js', { scope: SCOPE }).then(registration => {
    lookNowAndThen(registration)
    registration.addEventListener('updatefound', () => {
      const newer = registration.installing
      newer?.addEventListener('statechange', () => {
        if (newer.state === 'installed' && navigator.serviceWorker.controller) offer()
      })
    })
  })
}

const SCOPE = '/field'

/** A browser that is slow to tell what it keeps must not keep the tablet closed. */
const LOOKING_MS = 1_000

async function waitingWorker(): Promise<ServiceWorker | null | undefined> {
  // A browser that forbids workers rejects, and says why once more when one is registered.
  const registration = await navigator.serviceWorker.getRegistration(SCOPE).catch(() => undefined)
  return registration?.waiting
}

const LOOK_MS = 3_600_000

/** A tablet may show the same page for nights on end, and only a page that opens makes the browser look for a newer version. */
function lookNowAndThen(registration: ServiceWorkerRegistration): void {
  // Without network there is nothing to find: the next look is soon enough.
  const look = () => void registration.update().catch(() => undefined)
  addEventListener('online', look)
  setInterval(look, LOOK_MS)
}

/** A browser that has not let the newer version in by then does it at the next start. */
const LET_IN_MS = 2_000

/** Shows this page again as soon as the newer version is in; when that takes too long, the present one goes on meanwhile. */
async function takeOver(worker: ServiceWorker): Promise<void> {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  await nothingIsAsked()
  worker.postMessage({ type: 'SKIP_WAITING' })
  await after(LET_IN_MS)
}

/** The icons of a page are asked for when it has loaded. */
const ICONS_MS = 300

async function nothingIsAsked(): Promise<void> {
  if (document.readyState !== 'complete') await new Promise(loaded => addEventListener('load', loaded, { once: true }))
  await after(ICONS_MS)
}

function after(delay: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, delay))
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

function offer(): void {
  waiting = () => {
    sessionStorage.setItem(WANTED, 'yes')
    location.reload()
  }
  for (const listener of listeners) listener()
}

const WANTED = 'courant-update-wanted'

/** Somebody asked for the newer version just now, on this page. */
function isWanted(): boolean {
  const wanted = sessionStorage.getItem(WANTED) !== null
  sessionStorage.removeItem(WANTED)
  return wanted
}
