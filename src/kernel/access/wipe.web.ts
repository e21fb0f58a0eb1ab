/** Every database that Courant keeps on a device has a name that starts with this. */
const OURS = /^courant/
const BLOCKED_MS = 5_000

export interface Wiped {
  databases: string[]
  caches: number
  /** Databases that another open tab of Courant held on to: close it and wipe again. */
  left: string[]
}

let erased = false

/** From the moment this page erases the device: whatever counts in the background must not open anew what was deleted. */
export function isErased(): boolean {
  return erased
}

/**
 * Erases what Courant keeps on this device: rooms and unsent changes, photos, answers kept for work without network, choices. Nothing is
 * asked: whoever signs a person out first says how many changes were never sent, and offers them as a file.
 */
export async function wipeDevice(): Promise<Wiped> {
  erased = true
  const known = await indexedDB.databases()
  const databases = known.flatMap(({ name }) => (name !== undefined && OURS.test(name) ? [name] : []))
  const gone = await Promise.all(databases.map(deleteDatabase))
  const kept = 'caches' in globalThis ? await caches.keys() : []
  await Promise.all(kept.map(name => caches.delete(name)))
  await forgetWorkers()
  localStorage.clear()
  sessionStorage.clear()
  return { databases: databases.filter((_, index) => gone[index]), caches: kept.length, left: databases.filter((_, index) => !gone[index]) }
}

/** A worker whose cache is gone would answer nothing without network: the next opening installs it anew. */
async function forgetWorkers(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  const registrations = await navigator.serviceWorker.getRegistrations()
  await Promise.all(registrations.map(registration => registration.unregister()))
}

/** Open connections are told to close; one that does not within a few seconds keeps its database. */
function deleteDatabase(name: string): Promise<boolean> {
  return new Promise(resolve => {
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = () => resolve(true)
    request.onerror = () => resolve(false)
    request.onblocked = () => setTimeout(() => resolve(false), BLOCKED_MS)
  })
}

/** The server took this device's access away: erases, tells the server that it is done, and leads to the sign-in page, which says why. */
export async function wipeRevokedDevice(why: 'device-revoked' | 'link-revoked' = 'device-revoked'): Promise<void> {
  await wipeDevice()
  await fetch('/api/devices/wiped', { method: 'POST', credentials: 'same-origin' })
  location.replace(`/sign-in?why=${why}`)
}

const LOOK_MS = 60_000

/**
 * For a page that works without network: asks, whenever there is one, whether this device was taken away, or the link that let somebody in
 * here withdrawn, which the page settles by itself. Being offline is normal.
 */
export function watchRevocation(linkIsOver: () => Promise<void>): void {
  const look = () => lookForRevocation(linkIsOver)
  look()
  addEventListener('online', look)
  setInterval(look, LOOK_MS)
}

/** At once, such as when the server has closed what this page looks at. */
export function lookForRevocation(linkIsOver: () => Promise<void>): void {
  void whyShutOut().then(code => {
    if (code === 'device-revoked') return wipeRevokedDevice()
    return code === 'link-revoked' ? linkIsOver() : undefined
  })
}

async function whyShutOut(): Promise<string | undefined> {
  const response = await fetch('/api/me', { cache: 'no-store' }).catch(() => undefined)
  if (response?.status !== 401) return undefined
  const { code } = (await response.json()) as { code?: string }
  return code
}
