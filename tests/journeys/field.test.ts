import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessibilityViolations, device, launchBrowser, PHONE, TABLET } from '../browser.ts'
import { type RunningServer, startServer } from '../server.ts'

const JALIBAT = 'a4e19950-c73c-412c-be4d-699c9de1dde1'
const FILES = ['legacy_export_audits.json', 'legacy_export_modules.json']
const SHOTS = process.env.SCREENSHOTS

let browser: Browser
let server: RunningServer
beforeAll(async () => {
  ;[browser, server] = await Promise.all([launchBrowser(), startServer()])
  const files = FILES.map(name => ({ name, text: readFileSync(`tests/fixtures/audit/${name}`, 'utf8') }))
  expect((await server.call('POST', '/api/audits/import', { files })).status).toBe(200)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

/** A technician signed in on a device of their own, with the audit open. */
async function aTechnician(name: string, viewport = TABLET, language: 'fr' | 'en' = 'fr'): Promise<Page> {
  const email = `${name.toLowerCase()}-${crypto.randomUUID()}@example.org`
  const { body } = (await server.call('POST', '/api/invitations', { role: 'technician', email })) as { body: { address: string } }
  const page = await (await device(browser, language, viewport)).newPage()
  await page.goto(body.address)
  await page.locator('[name=name]').fill(name)
  await page.locator('[name=password]').fill('un bon mot de passe')
  await page.locator('button[type=submit]').click()
  await page.waitForURL(`${server.url}/audits`)
  await openAudit(page)
  return page
}

async function openAudit(page: Page): Promise<void> {
  await page.goto(`${server.url}/field/audit/${JALIBAT}`)
  await page.locator('[role=gridcell]').first().waitFor({ state: 'attached' })
}

async function show(page: Page, string: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${string}\\b`) }).click()
}

/** The status keys in the order of the digits. */
async function tap(page: Page, digit: number): Promise<void> {
  await page
    .locator('.status-keys button')
    .nth(digit - 1)
    .click()
}

const inHand = (page: Page) => page.locator('.in-hand-name strong').textContent()
const said = (page: Page, module: string) => page.locator('[role=gridcell]', { hasText: new RegExp(`^${module},`) }).textContent()
const onlyHere = (page: Page) => page.locator('.only-here').textContent()

test('a string is judged with one tap a module, and a colleague sees it at once', async () => {
  const [adrien, sophie] = [await aTechnician('Adrien'), await aTechnician('Sophie', PHONE)]
  await show(adrien, 'S3')
  await show(sophie, 'S3')
  const first = await inHand(adrien)
  for (let taps = 0; taps < 10; taps++) await tap(adrien, 4)
  expect([first, await inHand(adrien)]).toEqual(['S3-1', 'S3-11'])
  await expect.poll(() => said(sophie, 'S3-10')).toContain('HS')
  await expect.poll(() => onlyHere(adrien)).toBe('Tout est sur le serveur')
  await sophie.locator('.notices').getByText('Adrien a marqué').first().waitFor()
  await adrien.context().close()
  await sophie.context().close()
})

test('lowering what a colleague saw is asked in place, and nothing waits for the answer', async () => {
  const [adrien, sophie] = [await aTechnician('Adrien'), await aTechnician('Sophie')]
  await show(adrien, 'S4')
  await show(sophie, 'S4')
  await tap(adrien, 5)
  await expect.poll(() => said(sophie, 'S4-1')).toContain('String ouvert')
  await tap(sophie, 1)
  await sophie.getByText('Adrien a vu').waitFor()
  expect(await inHand(sophie)).toBe('S4-2')
  expect(await said(sophie, 'S4-1')).toContain('String ouvert')
  await sophie.getByRole('button', { name: 'Baisser' }).click()
  await expect.poll(() => said(adrien, 'S4-1')).toContain('OK')
  await adrien.context().close()
  await sophie.context().close()
})

test('without network work goes on, survives a closed page with the server stopped, and leaves afterwards', async () => {
  const adrien = await aTechnician('Adrien')
  await adrien.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await server.kill()
  await expect.poll(() => onlyHere(adrien), { timeout: 20_000 }).toContain('Hors ligne')
  await show(adrien, 'S5')
  await adrien.getByRole('radio', { name: 'Choisir' }).click()
  await adrien.getByRole('button', { name: 'Tout le string' }).click()
  await tap(adrien, 5)
  await expect.poll(() => onlyHere(adrien)).toContain('1 modification seulement sur cette tablette')
  await openAudit(adrien)
  expect(await onlyHere(adrien)).toContain('1 modification seulement sur cette tablette')
  await show(adrien, 'S5')
  expect(await said(adrien, 'S5-24')).toContain('String ouvert, seulement sur cet appareil')
  await server.restart()
  await expect.poll(() => onlyHere(adrien), { timeout: 30_000 }).toBe('Tout est sur le serveur')
  expect(await said(adrien, 'S5-24')).toBe('S5-24, String ouvert')
  await adrien.context().close()
})

test('digits typed in a panel judge nothing, and Ctrl+Z takes back the last act', async () => {
  const page = await aTechnician('Adrien')
  await show(page, 'S6')
  const before = await said(page, 'S6-1')
  await page.getByRole('button', { name: 'Commenter' }).click()
  await page.keyboard.type('123456')
  expect(await page.getByLabel('Votre commentaire').inputValue()).toBe('123456')
  await page.keyboard.press('Escape')
  expect(await said(page, 'S6-1')).toBe(before)
  await page.keyboard.press('5')
  await expect.poll(() => said(page, 'S6-1')).toContain('String ouvert')
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await said(page, 'S6-1'))?.split(',')[1]).toBe(before?.split(',')[1])
  await page.context().close()
})

test.each(['fr', 'en'] as const)('the field is accessible in three themes (%s), with targets for gloves', async language => {
  const page = await aTechnician('Adrien', TABLET, language)
  for (const theme of ['day', 'sun', 'night']) {
    await page.evaluate(chosen => localStorage.setItem('courant.theme', chosen), theme)
    await openAudit(page)
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/field-${language}-${theme}.png` })
    expect(await accessibilityViolations(page), theme).toEqual([])
    for (const panel of [0, 1, 2, 3]) {
      await page.locator('.panels button').nth(panel).click()
      await page.getByRole('dialog').waitFor()
      // A panel that is still fading in has pale text.
      await page.waitForFunction(() => document.getAnimations().every(animation => animation.playState === 'finished'))
      expect(await accessibilityViolations(page), `${theme}, panel ${panel}`).toEqual([])
      await page.keyboard.press('Escape')
    }
  }
  const small = await page
    .locator('.status-keys button, .panels button, .key')
    .evaluateAll(keys => keys.filter(key => key.getBoundingClientRect().height < 56).map(key => key.textContent))
  expect(small).toEqual([])
  await page.context().close()
})
