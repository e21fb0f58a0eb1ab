import { useSyncExternalStore } from 'react'

/** Where one is in the field: the list, or one audit. No router: two places need none. */
export interface Place {
  audit: string | null
  /** The tablet was erased and waits for the network: no place is open any more. */
  erased: boolean
}

const PATH = /^\/field\/audit\/([^/]+)\/?$/
const listeners = new Set<() => void>()
let isErased = false

export function usePlace(): Place {
  const path = useSyncExternalStore(subscribe, () => location.pathname)
  const erased = useSyncExternalStore(subscribe, () => isErased)
  const audit = PATH.exec(path)?.[1]
  return { audit: audit === undefined ? null : decodeURIComponent(audit), erased }
}

export function addressOf(audit: string): string {
  return `/field/audit/${encodeURIComponent(audit)}`
}

/** The office's page for it, which comes back here. */
export function signInAddress(): string {
  return `/sign-in?next=${encodeURIComponent(location.href)}`
}

export function goTo(path: string): void {
  if (path === location.pathname) return
  history.pushState(null, '', path)
  for (const listener of listeners) listener()
}

/** Nothing leads away from here but a new start. */
export function showErased(): void {
  isErased = true
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  addEventListener('popstate', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('popstate', listener)
  }
}
