import { connect, createServer, type Server } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { device } from '../browser.ts'
import { startRadio } from '../radio.ts'
import { type AuditScene, anAudit, joins, modulesOfJalibat, type Tablet, tabletOn } from './scenario.ts'

let audit: AuditScene
beforeAll(async () => {
  audit = await anAudit('JALIBAT')
})
afterAll(() => audit?.end())

const SENT = 'Tout est sur le serveur'
const SOON = { timeout: 10_000 }
const LATER = { timeout: 40_000 }

/** What the tablet's disk itself holds in the queue, asked past the application. */
function queueOnDisk(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const asked = <Answer>(request: IDBRequest<Answer>) =>
      new Promise<Answer>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const names = (await indexedDB.databases()).map(one => one.name ?? '')
    const queues = await Promise.all(
      names.map(async name => {
        const database = await asked(indexedDB.open(name))
        const kept = database.objectStoreNames.contains('queue')
          ? await asked(database.transaction('queue').objectStore('queue').getAll())
          : []
        database.close()
        return kept as { set: { changes: { record: string }[] } }[]
      }),
    )
    return queues.flat().flatMap(({ set }) => set.changes.map(change => change.record))
  })
}

/** The page dies where it stands: nothing is closed, nothing is said. */
async function crash(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  const crashed = page.waitForEvent('crash')
  devtools.send('Page.crash').catch(() => undefined)
  await crashed
  await page.close()
}

/** The same tablet, the audit opened in another tab. */
async function anotherTab(tablet: Tablet): Promise<Tablet> {
  const address = tablet.page.url()
  const page = await tablet.context.newPage()
  await page.goto(address)
  const tab = tabletOn(page, SILENT_RADIO)
  await tab.ready()
  return tab
}

/** For tabs whose radio is switched by the first one. */
const SILENT_RADIO = { url: '', off: () => undefined, silent: () => undefined, on: () => undefined, close: async () => undefined }

test('what is confirmed without network is on the disk: it outlives the page’s death and leaves afterwards', async () => {
  const adrien = await audit.tablet('Adrien')
  const modules = modulesOfJalibat(1, 5)
  await adrien.goesOffline()
  await adrien.takes(modules[0]!)
  for (const module of modules) {
    await adrien.taps('string_open')
    await expect.poll(() => queueOnDisk(adrien.page), SOON).toContain(module)
  }
  const address = adrien.page.url()
  await crash(adrien.page)
  await adrien.comesBack()
  const page = await adrien.context.newPage()
  await page.goto(address)
  const again = tabletOn(page, SILENT_RADIO)
  await again.ready()
  await expect.poll(() => again.onlyHere(), LATER).toBe(SENT)
  const statuses = await audit.statuses()
  expect(modules.map(module => statuses.get(module))).toEqual(modules.map(() => 'string_open'))
  expect(await queueOnDisk(page)).toEqual([])
  await adrien.leaves()
})

test('undoing and doing again outlive a reload', async () => {
  const adrien = await audit.tablet('Adrien')
  const before = await audit.status('S6-1')
  await adrien.marks('S6-1', 'string_open')
  await expect.poll(() => audit.status('S6-1'), SOON).toBe('string_open')
  await adrien.page.reload()
  await adrien.ready()
  await adrien.undoes()
  await expect.poll(() => audit.status('S6-1'), SOON).toBe(before)
  await adrien.page.reload()
  await adrien.ready()
  await adrien.page.getByRole('button', { name: 'Rétablir' }).click()
  await expect.poll(() => audit.status('S6-1'), SOON).toBe('string_open')
  await adrien.leaves()
})

test('two tabs are one device: when the one that speaks to the server dies, the other takes over', async () => {
  const first = await audit.tablet('Adrien')
  const second = await anotherTab(first)
  await second.marks('S7-1', 'string_open')
  await expect.poll(() => audit.status('S7-1'), SOON).toBe('string_open')
  await expect.poll(() => first.shows('S7-1'), SOON).toBe('string_open')
  await expect.poll(() => second.people(), LATER).toBe(1)
  await crash(first.page)
  await second.marks('S7-2', 'string_open')
  await expect.poll(() => audit.status('S7-2'), LATER).toBe('string_open')
  await expect.poll(() => second.onlyHere(), LATER).toBe(SENT)
  await first.leaves()
})

test('when the browser has emptied the tablet, the header says that marks were lost until somebody has read it', async () => {
  const adrien = await audit.tablet('Adrien')
  await adrien.goesOffline()
  await adrien.marks('S8-1', 'string_open')
  await adrien.marks('S8-2', 'string_open')
  await expect.poll(() => adrien.onlyHere(), SOON).toContain('2 modifications seulement sur cette tablette')
  const address = adrien.page.url()
  const page = await adrien.context.newPage()
  await crash(adrien.page)
  await adrien.comesBack()
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Storage.clearDataForOrigin', { origin: new URL(address).origin, storageTypes: 'indexeddb' })
  await page.goto(address)
  const again = tabletOn(page, SILENT_RADIO)
  await again.ready()
  await expect.poll(() => again.onlyHere(), LATER).toContain('Mémoire de la tablette effacée')
  await page.reload()
  await again.ready()
  await expect.poll(() => again.onlyHere(), LATER).toContain('Mémoire de la tablette effacée')
  await page.locator('.lamp').click()
  await page.getByRole('alert').getByText('2').waitFor()
  await page.getByRole('alert').getByRole('button').click()
  await again.closesPanel()
  await expect.poll(() => again.onlyHere(), LATER).toBe(SENT)
  await adrien.leaves()
})

/** A network that lets no WebSocket through. */
async function withoutSockets(port: number): Promise<{ url: string; refused(): number; close(): void }> {
  let refused = 0
  const wall: Server = createServer(near => {
    near.on('error', () => undefined)
    near.once('data', first => {
      if (first.toString('latin1').startsWith('GET /api/live')) {
        refused += 1
        return void near.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n')
      }
      const far = connect(port, '127.0.0.1')
      far.on('error', () => near.destroy())
      far.on('close', () => near.destroy())
      near.on('close', () => far.destroy())
      far.write(first)
      near.pipe(far).pipe(near)
    })
  })
  await new Promise<void>(resolve => wall.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(wall.address() as { port: number }).port}`, refused: () => refused, close: () => wall.close() }
}

test('where no WebSocket passes, the same work goes by plain HTTP in both directions', async () => {
  const wall = await withoutSockets(audit.server.port)
  const context = await device(audit.browser)
  const link = (await audit.link()).replace(audit.server.url, wall.url)
  const radio = await startRadio(() => audit.server.port)
  const [polling, live] = [await joins(context, link, 'Paul', radio), await audit.tablet('Sophie')]
  await polling.marks('S9-1', 'string_open')
  await expect.poll(() => live.shows('S9-1'), LATER).toBe('string_open')
  await expect.poll(() => polling.onlyHere(), LATER).toBe(SENT)
  await live.marks('S9-2', 'string_open')
  await expect.poll(() => polling.shows('S9-2'), LATER).toBe('string_open')
  expect(wall.refused()).toBeGreaterThanOrEqual(3)
  await polling.leaves()
  await live.leaves()
  await radio.close()
  wall.close()
})

test('twenty modules judged while media fill the disk are on it, or refused in plain sight', async () => {
  const context = await device(audit.browser)
  const radio = await startRadio(() => audit.server.port)
  const devtools = await context.newCDPSession(await context.newPage())
  // From before the first use: a browser remembers for half a minute how much room there was.
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: radio.url, quotaSize: 6_000_000 })
  const adrien = await joins(context, (await audit.link()).replace(audit.server.url, radio.url), 'Adrien', radio)
  const modules = modulesOfJalibat(51, 70)
  await adrien.takes(modules[0]!)
  await adrien.goesOffline()
  await adrien.page.evaluate(fillTheDisk)
  for (const module of modules) {
    await adrien.takes(module)
    await adrien.taps('string_open')
    const settled = async () => (await queueOnDisk(adrien.page)).includes(module) || /n’a plus de place/.test(await adrien.onlyHere())
    await expect.poll(settled, SOON).toBe(true)
  }
  const kept = await queueOnDisk(adrien.page)
  const shown = await Promise.all(modules.map(adrien.says))
  expect(modules.filter((_, index) => shown[index]!.includes('String ouvert, seulement sur cet appareil'))).toEqual(
    modules.filter(module => kept.includes(module)),
  )
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: radio.url })
  await adrien.comesBack()
  await expect.poll(() => adrien.onlyHere(), LATER).toBe(SENT)
  const statuses = await audit.statuses()
  expect(modules.filter(module => statuses.get(module) === 'string_open')).toEqual(modules.filter(module => kept.includes(module)))
  console.log(`${kept.length} of ${modules.length} verdicts found room on a full disk`)
  await adrien.leaves()
  await radio.close()
})

/** Runs in the page: films and photos of another program, until nothing more fits, and on while the person works. */
async function fillTheDisk(): Promise<void> {
  const opening = indexedDB.open('films', 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore('films', { autoIncrement: true })
  await new Promise(resolve => {
    opening.onsuccess = resolve
  })
  const films = opening.result
  const put = (size: number) =>
    new Promise<boolean>(resolve => {
      const writing = films.transaction('films', 'readwrite')
      const bytes = Array.from({ length: size / 65_536 }, () => crypto.getRandomValues(new Uint8Array(65_536)))
      writing.objectStore('films').add(new Blob(bytes))
      writing.oncomplete = () => resolve(true)
      writing.onabort = () => resolve(false)
    })
  for (const size of [1_048_576, 262_144, 65_536]) while (await put(size));
  setInterval(() => void put(65_536), 200)
}
