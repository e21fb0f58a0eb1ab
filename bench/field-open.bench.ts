// An audit of 100,000 modules on a tablet: opened from cold with the server stopped, against reading one JSON value of the same modules
// from IndexedDB in the same browser; then the time from a tap to its confirmation, which comes when the tap is on disk.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { BROWSER_ARGUMENTS, TABLET } from '../tests/browser.ts'
import { OWNER_KEY, startServer } from '../tests/server.ts'
import { bigAudit } from './big-audit.ts'
import { compare, median, percentile, shown } from './measure.ts'

const STRINGS = 1_000
const EACH = 100
const TAPS = 60

const server = await startServer()
const token = await bigAudit(server, { strings: STRINGS, each: EACH })
const address = `${server.url}/field/audit/${token}`
const profile = mkdtempSync(join(tmpdir(), 'courant-bench-'))

async function coldBrowser(): Promise<BrowserContext> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: '/usr/bin/chromium',
    args: BROWSER_ARGUMENTS,
    viewport: TABLET,
    locale: 'fr-FR',
  })
  // The first frame with modules: their words are there, and the canvas was painted after them.
  await context.addInitScript(() => {
    const watch = new MutationObserver(() => {
      if (!document.querySelector('[role=gridcell]')) return
      watch.disconnect()
      requestAnimationFrame(() => requestAnimationFrame(() => performance.mark('modules-shown')))
    })
    watch.observe(document, { childList: true, subtree: true })
  })
  return context
}

async function joinAndLoad(): Promise<void> {
  const context = await coldBrowser()
  const page = await context.newPage()
  const invitation = await server.call('POST', '/api/invitations', { room: token, scope: 'write', name: 'Bench', days: 1 }, OWNER_KEY)
  await page.goto((invitation.body as { address: string }).address)
  await page.locator('main input').first().fill('Bench')
  await page.locator('main button[type=submit]').click()
  await page.waitForURL(url => !url.pathname.startsWith('/join'))
  await page.goto(address)
  await page.locator('[role=gridcell]').first().waitFor({ state: 'attached', timeout: 120_000 })
  await page.evaluate(() => navigator.serviceWorker.ready)
  await page.waitForTimeout(3000)
  await keepAsOneValue(page)
  await context.close()
}

/** The peer: the same modules as one JSON text under one key. */
async function keepAsOneValue(page: Page): Promise<void> {
  await page.evaluate(
    ([strings, each]) =>
      new Promise<void>((resolve, reject) => {
        const modules = Array.from({ length: strings! * each! }, (_, index) => ({
          id: `S${Math.floor(index / each!) + 1}-${(index % each!) + 1}`,
          status: 'microcracks',
        }))
        const open = indexedDB.open('bench-peer')
        open.onupgradeneeded = () => open.result.createObjectStore('value')
        open.onsuccess = () => {
          const write = open.result.transaction('value', 'readwrite')
          write.objectStore('value').put(JSON.stringify(modules), 'all')
          write.oncomplete = () => resolve()
        }
        open.onerror = () => reject(open.error)
      }),
    [STRINGS, EACH],
  )
}

/** Milliseconds from the navigation to the first frame with modules. */
async function openOffline(): Promise<number> {
  const context = await coldBrowser()
  const page = await context.newPage()
  await page.goto(address)
  await page.waitForFunction(() => performance.getEntriesByName('modules-shown').length > 0, undefined, { timeout: 60_000 })
  const took = await page.evaluate(() => performance.getEntriesByName('modules-shown')[0]!.startTime)
  await context.close()
  return took
}

async function readOneValue(): Promise<number> {
  const context = await coldBrowser()
  const page = await context.newPage()
  await page.goto(`${server.url}/field/`)
  const took = await page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const start = performance.now()
        const open = indexedDB.open('bench-peer')
        open.onsuccess = () => {
          const read = open.result.transaction('value').objectStore('value').get('all')
          read.onsuccess = () => {
            JSON.parse(read.result)
            resolve(performance.now() - start)
          }
        }
        open.onerror = () => reject(open.error)
      }),
  )
  await context.close()
  return took
}

/** From the key to the word that confirms it, which the application shows only when the change is on disk. A key that changes nothing is passed over. */
async function tapTimes(): Promise<number[]> {
  const context = await coldBrowser()
  const page = await context.newPage()
  await page.goto(address)
  await page.locator('[role=gridcell]').first().waitFor({ state: 'attached', timeout: 60_000 })
  await page.locator('[role=grid]').focus()
  const times = await page.evaluate(async taps => {
    const counter = document.querySelector('.only-here')
    if (!counter) throw new Error('the screen does not say what is only here')
    const found: number[] = []
    for (let tap = 0; found.length < taps; tap += 1) {
      if (tap > taps * 3) throw new Error(`only ${found.length} of ${tap} taps were confirmed`)
      const before = counter.textContent
      const start = performance.now()
      document.querySelector('[role=grid]')!.dispatchEvent(new KeyboardEvent('keydown', { key: tap % 2 ? '3' : '4', bubbles: true }))
      const end = await new Promise<number | null>(resolve => {
        const watch = new MutationObserver(() => counter.textContent !== before && settle(performance.now()))
        const late = setTimeout(() => settle(null), 1000)
        const settle = (at: number | null) => {
          watch.disconnect()
          clearTimeout(late)
          resolve(at)
        }
        watch.observe(counter, { childList: true, characterData: true, subtree: true })
      })
      if (end !== null) found.push(end - start)
      await new Promise(resolve => setTimeout(resolve, 30))
    }
    return found
  }, TAPS)
  await context.close()
  return times
}

await joinAndLoad()
await server.kill()
await compare('100,000 modules opened offline from cold, ms from navigation', '<= 10x one JSON value', openOffline, readOneValue)
const taps = await tapTimes()
console.log(`tap to confirmed on disk, ms: p50 ${shown(median(taps))}, p95 ${shown(percentile(taps, 95))} of ${TAPS} (limit 50)`)
await server.stop()
rmSync(profile, { recursive: true, force: true })
