import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchOnProfile } from '../browser.ts'
import { type Radio, startRadio } from '../radio.ts'
import { type AuditScene, anAudit, joins, type Tablet, tabletOn } from './scenario.ts'

let audit: AuditScene
let radio: Radio
/** What the tablet's radio reaches. */
let port: number
const profile = mkdtempSync(join(tmpdir(), 'courant-tablet-'))
let context: BrowserContext
beforeAll(async () => {
  audit = await anAudit('JALIBAT')
  port = audit.server.port
  radio = await startRadio(() => port)
})
afterAll(async () => {
  await context?.close()
  await radio?.close()
  await audit?.end()
  rmSync(profile, { recursive: true, force: true })
})

/** The application is on the tablet once its worker has everything. */
async function isInstalled({ page }: Tablet): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
}

/** The tablet is switched off and on: another browser, the same storage. */
async function switchesOnAgain(): Promise<Tablet> {
  await context.close()
  context = await launchOnProfile(profile)
  const page = await context.newPage()
  await page.goto(`${radio.url}/field`)
  await page.getByRole('link', { name: /JALIBAT/ }).click()
  const tablet = tabletOn(page, radio)
  await tablet.ready()
  return tablet
}

test('installed once, the audit opens from cold with the server stopped, takes verdicts, and sends them when it is back', async () => {
  context = await launchOnProfile(profile)
  const before = await joins(context, (await audit.link()).replace(audit.server.url, radio.url), 'Adrien', radio)
  await isInstalled(before)
  await expect.poll(() => before.onlyHere()).toBe('Tout est sur le serveur')
  await audit.server.kill()
  const cold = await switchesOnAgain()
  expect(await cold.page.getByRole('heading', { level: 1 }).textContent()).toBe('JALIBAT')
  await cold.takes('S2-1')
  for (const _ of [1, 2, 3]) await cold.taps('string_open')
  await expect.poll(() => cold.onlyHere()).toBe('Hors ligne · 3 modifications seulement sur cette tablette')
  const again = await switchesOnAgain()
  expect(await again.says('S2-3')).toBe('S2-3, String ouvert, seulement sur cet appareil')
  await audit.server.restart()
  await expect.poll(() => again.onlyHere(), { timeout: 20_000 }).toBe('Tout est sur le serveur')
  expect(await audit.status('S2-3')).toBe('string_open')
})

test('a newer version waits until it is wanted, and capture goes on meanwhile', async () => {
  const tablet = await switchesOnAgain()
  const newer = await aNewerVersion(audit.server.url)
  port = newer.port
  radio.off()
  radio.on()
  await tablet.takes('S3-1')
  await tablet.page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()))
  await tablet.page.getByText('Une mise à jour est prête.').waitFor()
  await tablet.taps('string_open')
  await tablet.taps('string_open')
  expect(await tablet.inHand()).toBe('S3-3')
  await expect.poll(() => tablet.shows('S3-2')).toBe('string_open')
  const reloaded = tablet.page.waitForEvent('load')
  await tablet.page.getByRole('button', { name: 'Mettre à jour' }).click()
  await reloaded
  await tablet.ready()
  expect(await tablet.shows('S3-2')).toBe('string_open')
  newer.close()
})

/** The pages of the same server, with a worker that differs by one line, as after an update of Courant. Its data cannot be reached. */
async function aNewerVersion(url: string): Promise<{ port: number; close(): void }> {
  const server = createServer(async (request, response) => {
    if (/^\/(api|healthz)/.test(request.url ?? '')) return void request.destroy()
    const answer = await fetch(url + request.url, { headers: { accept: request.headers.accept ?? '' } })
    const body = Buffer.from(await answer.arrayBuffer())
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '', 'cache-control': 'no-cache' })
    response.end(request.url === '/field-worker.js' ? Buffer.concat([body, Buffer.from('\n// newer')]) : body)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return { port: (server.address() as AddressInfo).port, close: () => server.close() }
}
