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
  await before.isInstalled()
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

test('a browser that never tells what it keeps does not keep the tablet closed', async () => {
  const page = await context.newPage()
  await page.addInitScript(() => {
    ServiceWorkerContainer.prototype.getRegistration = () => new Promise(() => undefined)
  })
  await page.goto(`${radio.url}/field/audit/${audit.token}`)
  await tabletOn(page, radio).ready()
  await page.close()
})

test('a newer version waits until it is wanted, and capture goes on meanwhile', async () => {
  const tablet = await switchesOnAgain()
  const newer = await aNewerVersion(audit.server.url, 'newer')
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

test('a version put off until the next start is there at the next start, without another word', async () => {
  const tablet = await switchesOnAgain()
  const newer = await aNewerVersion(audit.server.url, 'newest')
  port = newer.port
  radio.off()
  radio.on()
  await tablet.takes('S4-1')
  await tablet.page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()))
  await tablet.page.getByRole('button', { name: 'Au prochain démarrage' }).click()
  for (const _ of [1, 2, 3]) await tablet.taps('string_open')
  expect([await tablet.inHand(), await isNewest(tablet)]).toEqual(['S4-4', false])
  for (const panel of [0, 1, 2, 3]) {
    await tablet.page.locator('.panels button').nth(panel).click()
    await tablet.page.getByRole('dialog').waitFor()
    await tablet.page.keyboard.press('Escape')
  }
  await tablet.page.reload()
  await expect.poll(() => isNewest(tablet).catch(() => false)).toBe(true)
  await tablet.ready()
  expect(await tablet.shows('S4-3')).toBe('string_open')
  expect(await tablet.page.getByText('Une mise à jour est prête.').count()).toBe(0)
  newer.close()
})

function isNewest({ page }: Tablet): Promise<boolean> {
  return page.evaluate(() => document.querySelector<HTMLScriptElement>('script[type=module]')!.src.includes('/newest/'))
}

/** The pages of the same server as after an update of Courant: every script has another address and the former ones are gone. No data. */
async function aNewerVersion(url: string, name: string): Promise<{ port: number; close(): void }> {
  const server = createServer(async (request, response) => {
    if (/^\/(api|healthz|assets)/.test(request.url ?? '')) return void request.destroy()
    const answer = await fetch(url + request.url!.replace(`/${name}/`, '/assets/'), { headers: { accept: request.headers.accept ?? '' } })
    const type = answer.headers.get('content-type') ?? ''
    const body = Buffer.from(await answer.arrayBuffer())
    response.writeHead(answer.status, { 'content-type': type, 'cache-control': 'no-cache' })
    response.end(/html|javascript|css/.test(type) ? renewed(body.toString(), name) : body)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return { port: (server.address() as AddressInfo).port, close: () => server.close() }
}

/** In the worker's list a page is known by what it holds, a script by its address. */
function renewed(text: string, name: string): string {
  return text.replace(/(["'`/])assets\//g, `$1${name}/`).replace(/revision:(["'])\w+/g, `revision:$1${name}`)
}
