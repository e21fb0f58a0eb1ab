import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anAudit } from '../audit-app.ts'
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
async function aTechnician(name: string, viewport = TABLET): Promise<Page> {
  const email = `${name.toLowerCase()}-${crypto.randomUUID()}@example.org`
  const { body } = (await server.call('POST', '/api/invitations', { role: 'technician', email })) as { body: { address: string } }
  const page = await (await device(browser, 'fr', viewport)).newPage()
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

/** What is lost by it is still to be confirmed. */
async function askToSignOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Réglages' }).click()
  await page.getByRole('button', { name: 'Se déconnecter' }).click()
}

/** The status keys in the order of the digits. */
async function tap(page: Page, digit: number): Promise<void> {
  await page
    .locator('.status-keys button')
    .nth(digit - 1)
    .click()
}

const inHand = (page: Page) => page.locator('.in-hand-name strong').textContent()
const notices = async (page: Page) => (await page.locator('.notices').allTextContents()).join(' ')
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

test('the sheet of a module asks before it lowers what a colleague saw, as the keys do', async () => {
  const [adrien, sophie] = [await aTechnician('Adrien'), await aTechnician('Sophie')]
  await show(adrien, 'S6')
  await show(sophie, 'S6')
  await tap(adrien, 5)
  await expect.poll(() => said(sophie, 'S6-1')).toContain('String ouvert')
  await sophie.getByRole('button', { name: 'Fiche' }).click()
  const sheet = sophie.getByRole('dialog')
  await sheet.locator('.status-buttons button').first().click()
  await sheet.getByText('Adrien a vu « String ouvert »').waitFor()
  expect(await said(sophie, 'S6-1')).toContain('String ouvert')
  await sheet.getByRole('button', { name: 'Laisser' }).click()
  await sheet.getByText('Adrien a vu').waitFor({ state: 'detached' })
  await sheet.getByRole('button', { name: 'Remettre en attente' }).click()
  await sheet.getByRole('button', { name: 'Baisser' }).click()
  await expect.poll(() => said(adrien, 'S6-1')).toContain('En attente')
  await adrien.context().close()
  await sophie.context().close()
})

test('questions that wait are answered together as one act, outlive the page, and go when the module has another verdict', async () => {
  const token = await anAudit({ post: (path: string, body: unknown) => server.call('POST', path, body) }, 2, 5)
  const [adrien, sophie] = [await aTechnician('Adrien'), await aTechnician('Sophie', PHONE)]
  const opens = async (page: Page) => {
    await page.goto(`${server.url}/field/audit/${token}`)
    await page.locator('[role=gridcell]').first().waitFor({ state: 'attached' })
    await show(page, 'S1')
  }
  const judgeAll = async (page: Page, digit: number) => {
    await page.getByRole('radio', { name: 'Choisir' }).click()
    await page.getByRole('button', { name: 'Tout le string' }).click()
    await tap(page, digit)
  }
  for (const page of [adrien, sophie]) await opens(page)
  await judgeAll(adrien, 5)
  await expect.poll(() => said(sophie, 'S1-5')).toContain('String ouvert')
  await judgeAll(sophie, 1)
  await sophie.getByRole('button', { name: 'Tout baisser (5)' }).waitFor()
  const [question, strings] = [await sophie.locator('.ask').boundingBox(), await sophie.locator('.string-bar').boundingBox()]
  expect(question!.y + question!.height).toBeLessThanOrEqual(strings!.y)
  if (SHOTS) await sophie.screenshot({ path: `${SHOTS}/asks.png` })
  await opens(sophie)
  await sophie.getByRole('button', { name: 'Tout baisser (5)' }).waitFor()
  await show(adrien, 'S1')
  await tap(adrien, 4)
  await sophie.getByRole('button', { name: 'Tout baisser (4)' }).click()
  await expect.poll(() => said(adrien, 'S1-5')).toContain('OK')
  expect(await said(adrien, 'S1-2')).toContain('OK')
  expect(await said(adrien, 'S1-1')).toContain('HS')
  await sophie.getByText('Adrien a vu').waitFor({ state: 'detached' })
  await sophie.getByRole('button', { name: 'Annuler', exact: true }).click()
  await expect.poll(() => said(adrien, 'S1-5')).toContain('String ouvert')
  expect(await said(adrien, 'S1-2')).toContain('String ouvert')
  await adrien.context().close()
  await sophie.context().close()
})

test('arrows walk from the module in hand after a tap on a string and after a search, and the list of keys names them', async () => {
  const page = await aTechnician('Adrien')
  await show(page, 'S3')
  await page.keyboard.press('ArrowRight')
  expect(await inHand(page)).toBe('S3-2')
  await page.keyboard.press('End')
  expect(await inHand(page)).toBe('S3-24')
  await page.keyboard.press('/')
  await page.getByRole('dialog').locator('input').fill('S7-13')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('grid')
  await page.keyboard.press('ArrowRight')
  expect(await inHand(page)).toBe('S7-14')
  await page.keyboard.press('?')
  const keys = page.getByRole('dialog').locator('kbd')
  await expect.poll(() => keys.allTextContents()).toEqual(expect.arrayContaining(['←', '→', '↑', '↓', 'Début', 'Fin', 'Espace', 'Entrée']))
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Escape')
  expect(await inHand(page)).toBe('S7-14')
  await page.context().close()
})

test('on a phone notices lie over no string and no key, two at most, and are drawn once over an open panel', async () => {
  const token = await anAudit({ post: (path: string, body: unknown) => server.call('POST', path, body) }, 4, 24)
  const [lea, adrien] = [await aTechnician('Lea'), await aTechnician('Adrien', PHONE)]
  for (const page of [lea, adrien]) {
    await page.goto(`${server.url}/field/audit/${token}`)
    await page.locator('[role=gridcell]').first().waitFor({ state: 'attached' })
  }
  await show(lea, 'S2')
  for (const digit of [3, 4, 5]) await tap(lea, digit)
  await adrien.locator('.notice').nth(2).waitFor({ state: 'attached' })
  await adrien.waitForFunction(() => document.getAnimations().every(animation => animation.playState === 'finished'))
  if (SHOTS) await adrien.screenshot({ path: `${SHOTS}/notices.png` })
  expect(await adrien.locator('.notice:visible').count()).toBe(2)
  const box = (shown: string) => adrien.locator(shown).last().boundingBox()
  const [key, oldest, newest, strings] = [
    await box('.field-header .key'),
    await box('.notice:nth-last-child(2)'),
    await box('.notice'),
    await box('.string-bar'),
  ]
  expect(oldest!.y).toBeGreaterThanOrEqual(key!.y + key!.height)
  expect(newest!.y + newest!.height).toBeLessThanOrEqual(strings!.y)
  await adrien.getByRole('button', { name: 'Réglages' }).click()
  if (SHOTS) await adrien.screenshot({ path: `${SHOTS}/notices-panel.png` })
  expect(await adrien.locator('.notice:visible').count()).toBe(2)
  expect(await adrien.locator('dialog .notice:visible').count()).toBe(2)
  await lea.context().close()
  await adrien.context().close()
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
  await expect.poll(() => onlyHere(adrien)).toContain('24 modifications seulement sur cette tablette')
  await openAudit(adrien)
  expect(await onlyHere(adrien)).toContain('24 modifications seulement sur cette tablette')
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
  await expect.poll(() => notices(page)).toContain('Annulé\u202f: S6-1 en «\u202fString ouvert\u202f»')
  await page.keyboard.press('Control+y')
  await expect.poll(() => notices(page)).toContain('Rétabli\u202f: S6-1 en «\u202fString ouvert\u202f»')
  await page.context().close()
})

test('what a thumb aims at is large enough for gloves', async () => {
  const page = await aTechnician('Adrien')
  const heights = await page
    .locator('.status-keys button, .panels button, .key')
    .evaluateAll(keys => keys.map(key => key.getBoundingClientRect().height))
  expect(heights.length).toBeGreaterThan(10)
  expect(heights.filter(height => height < 56)).toEqual([])
  await page.context().close()
})

test('a scanner that types gives the module in hand its serial number and marks nothing; a digit typed by a person marks at once', async () => {
  const page = await aTechnician('Adrien')
  await show(page, 'S7')
  const [module, before, next] = ['S7-1', await said(page, 'S7-1'), await said(page, 'S7-2')]
  expect(await inHand(page)).toBe(module)
  await page.keyboard.type('4512360071')
  await page.keyboard.press('Enter')
  await expect.poll(() => notices(page)).toContain('S7-1\u202f: n° de série 4512360071')
  expect([await inHand(page), await said(page, 'S7-1'), await said(page, 'S7-2')].map(plain)).toEqual([module, before, next].map(plain))
  await page.locator('.notices').getByRole('button', { name: 'Annuler' }).click()
  await page.getByRole('button', { name: 'N° de série' }).click()
  expect(await page.getByLabel('Numéro (clavier ou douchette)').inputValue()).toBe('')
  await page.keyboard.press('Escape')
  await page.keyboard.press('5')
  await expect.poll(() => said(page, module)).toContain('String ouvert')
  await page.context().close()
})

// A busy machine may stretch the scanner's pauses past what a scanner makes: then it is tried again.
test('a slow scanner whose first digit has marked a module takes that mark back', { retry: 3 }, async () => {
  const page = await aTechnician('Adrien')
  await show(page, 'S8')
  const before = await said(page, 'S8-1')
  const serial = `5${crypto.randomUUID().slice(0, 6)}`
  await page.evaluate(async keys => {
    const press = (key: string) => document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
    for (const key of [...keys, 'Enter']) {
      press(key)
      await new Promise(resolve => setTimeout(resolve, 24))
    }
  }, serial)
  await expect.poll(() => notices(page)).toContain(`n° de série ${serial}`)
  await expect.poll(async () => plain(await said(page, 'S8-1'))).toBe(plain(before))
  expect(await inHand(page)).toBe('S8-1')
  await page.context().close()
})

test('modules are chosen by range, as a whole string, all or none, given one status in one act, and given back to pending', async () => {
  const page = await aTechnician('Adrien')
  await show(page, 'S9')
  const chosen = () => page.locator('[role=gridcell][aria-selected=true]').count()
  await page.getByRole('radio', { name: 'Choisir' }).click()
  await page.getByRole('button', { name: 'Tout', exact: true }).click()
  expect(await chosen()).toBe(24)
  await page.getByRole('button', { name: 'Aucun' }).click()
  expect(await chosen()).toBe(0)
  await page.getByRole('button', { name: 'Plage' }).click()
  await page.locator('[role=gridcell]', { hasText: /^S9-3,/ }).dispatchEvent('click')
  await page.locator('[role=gridcell]', { hasText: /^S9-8,/ }).dispatchEvent('click')
  expect(await chosen()).toBe(6)
  await tap(page, 5)
  await expect.poll(() => said(page, 'S9-5')).toContain('String ouvert')
  await page.getByRole('button', { name: 'Remettre en attente' }).click()
  await expect.poll(() => said(page, 'S9-8')).toContain('En attente')
  const undo = page.getByRole('button', { name: 'Annuler', exact: true })
  await undo.click()
  await expect.poll(() => said(page, 'S9-8')).toContain('String ouvert')
  await undo.click()
  await expect.poll(() => said(page, 'S9-3')).not.toContain('String ouvert')
  expect(await said(page, 'S9-8')).not.toContain('String ouvert')
  await page.context().close()
})

test('photos taken without network survive a reload, leave when it is back, and a comment given up loses none', async () => {
  const page = await aTechnician('Adrien')
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await show(page, 'S2')
  await page.context().setOffline(true)
  await page.getByRole('button', { name: 'Photo' }).click()
  const photo = (colour: string) =>
    sharp({ create: { width: 320, height: 240, channels: 3, background: colour } })
      .jpeg()
      .toBuffer()
  const files = await Promise.all(
    ['grey', 'navy'].map(async name => ({ name: `${name}.jpg`, mimeType: 'image/jpeg', buffer: await photo(name) })),
  )
  await page.locator('input[type=file]').setInputFiles(files)
  await expect.poll(() => page.locator('.photos img').count()).toBe(2)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Commenter' }).click()
  await page.getByLabel('Votre commentaire').fill('abandonné')
  await page.keyboard.press('Escape')
  await openAudit(page)
  await expect.poll(() => onlyHere(page)).toContain('2 photos seulement sur cette tablette')
  await page.context().setOffline(false)
  await page.locator('.field-header .lamp').click()
  await page.getByRole('button', { name: 'Réessayer l’envoi' }).click()
  await page.keyboard.press('Escape')
  await expect.poll(() => onlyHere(page), { timeout: 20_000 }).toBe('Tout est sur le serveur')
  await page.context().close()
})

test('signing out in the field counts what only the tablet has, offers it as a file and leaves nothing on it', async () => {
  const page = await aTechnician('Adrien')
  await page.context().setOffline(true)
  await page.getByRole('radio', { name: 'Choisir' }).click()
  await page.getByRole('button', { name: 'Tout le string' }).click()
  await tap(page, 5)
  await askToSignOut(page)
  await page.getByText(/^2\d modifications ne sont pas encore sur le serveur/).waitFor()
  const file = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Enregistrer les modifications' }).click()
  expect(JSON.parse(readFileSync(await (await file).path(), 'utf8'))).toMatchObject({ changeSets: [{ room: JALIBAT }] })
  await page.getByRole('button', { name: 'Se déconnecter et les perdre' }).click()
  await page.getByText('Cette tablette est effacée').waitFor()
  const left = () => page.evaluate(async () => [(await indexedDB.databases()).length, (await caches.keys()).length])
  expect(await left()).toEqual([0, 0])
  await page.context().setOffline(false)
  await page.waitForURL(/sign-in/)
  expect(await left()).toEqual([0, 0])
  expect(await page.evaluate(async () => (await fetch('/api/me')).status)).toBe(401)
  await page.context().close()
})

test('who signed out without network and closed the page is not let in again by the cookie that remained', async () => {
  const page = await aTechnician('Adrien')
  await page.context().setOffline(true)
  await askToSignOut(page)
  await page.getByRole('button', { name: 'Se déconnecter et effacer' }).click()
  await page.getByText('Cette tablette est effacée').waitFor()
  const next = await page.context().newPage()
  await page.close()
  await next.context().setOffline(false)
  await next.goto(`${server.url}/field`)
  await next.getByRole('link', { name: 'Se connecter' }).waitFor()
  expect(await next.evaluate(async () => (await fetch('/api/me')).status)).toBe(401)
  await next.context().close()
})

test('an audit that opens says that it connects, never that it is offline, until the server has answered or is known to be away', async () => {
  const page = await aTechnician('Adrien')
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await page.addInitScript(() => {
    const heard: string[] = []
    Object.assign(globalThis, { heard })
    const note = () => {
      const words = document.querySelector('.lamp')?.textContent?.slice(1)
      if (words && heard.at(-1) !== words) heard.push(words)
    }
    new MutationObserver(note).observe(document, { childList: true, subtree: true, characterData: true })
  })
  const heard = () => page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard)
  await openAudit(page)
  await expect.poll(heard).toEqual(['Connexion…', 'À jour, en direct'])
  await page.context().setOffline(true)
  await openAudit(page)
  await expect.poll(heard).toEqual(['Connexion…', 'Hors ligne'])
  await page.context().close()
})

test('more modules than one act can hold are not chosen, and the tablet says how to go about it', async () => {
  const owner = { post: (path: string, body: unknown) => server.call('POST', path, body) }
  const token = await anAudit(owner, 201, 25)
  const page = await aTechnician('Adrien')
  await page.goto(`${server.url}/field/audit/${token}`)
  await page.getByRole('radio', { name: 'Choisir' }).click()
  await page.getByRole('button', { name: /^Tous/ }).click()
  await page.getByRole('button', { name: 'Tout', exact: true }).click()
  await expect.poll(() => notices(page)).toContain('5\u202f025 modules, c’est trop pour un seul geste')
  expect(await page.locator('.in-hand-name span').textContent()).toBe('Touchez des modules')
  await show(page, 'S2')
  await page.getByRole('button', { name: 'Tout', exact: true }).click()
  expect(await page.locator('.in-hand-name').textContent()).toBe('25modules choisis')
  await page.context().close()
})

test('modules that a colleague marks over two strings are counted in one sentence', async () => {
  // A plant of their own: what was judged before on the other one would not be marked again.
  const token = await anAudit({ post: (path: string, body: unknown) => server.call('POST', path, body) }, 4, 24)
  const [lea, adrien] = [await aTechnician('Lea'), await aTechnician('Adrien')]
  for (const page of [lea, adrien]) {
    await page.goto(`${server.url}/field/audit/${token}`)
    await page.locator('[role=gridcell]').first().waitFor({ state: 'attached' })
  }
  await show(lea, 'S3')
  await lea.getByRole('radio', { name: 'Choisir' }).click()
  await lea.getByRole('button', { name: 'Plage' }).click()
  await lea.locator('[role=gridcell]', { hasText: /^S3-13,/ }).dispatchEvent('click')
  await show(lea, 'S4')
  await lea.locator('[role=gridcell]', { hasText: /^S4-12,/ }).dispatchEvent('click')
  await tap(lea, 5)
  await adrien.locator('.notices').getByText('Lea a marqué 24 modules de S3 et S4').waitFor()
  await lea.context().close()
  await adrien.context().close()
})

test('a walk there and back goes down one string and comes up the next, forwards and backwards', async () => {
  const page = await aTechnician('Adrien')
  await page.evaluate(() => localStorage.setItem('courant.field.order', 'snake'))
  await openAudit(page)
  await show(page, 'S10')
  const path = [await inHand(page)]
  for (const name of ['Module suivant', 'Module suivant', 'Module précédent', 'Module précédent', 'Module précédent']) {
    await page.getByRole('button', { name }).click()
    path.push(await inHand(page))
  }
  expect(path).toEqual(['S10-24', 'S10-23', 'S10-22', 'S10-23', 'S10-24', 'S9-24'])
  await page.context().close()
})

const SIZES = [TABLET, { width: 1180, height: 820 }, PHONE, { width: 844, height: 390 }]

test.each(SIZES)('every key is readable and reachable at $width × $height', async viewport => {
  const page = await aTechnician('Adrien', viewport)
  await page.getByRole('button', { name: /^Tous/ }).click()
  expect(await accessibilityViolations(page)).toEqual([])
  const cut = await page.locator('.thumb button, .in-hand-name strong, .audit-name').evaluateAll(keys =>
    keys.flatMap(key => {
      const { left, right, top, bottom, width } = key.getBoundingClientRect()
      if (width === 0) return []
      const overflows = key.scrollWidth > key.clientWidth + 1 || left < 0 || top < 0 || right > innerWidth || bottom > innerHeight
      return overflows ? [key.textContent] : []
    }),
  )
  expect(cut).toEqual([])
  const [zoom, frame] = await Promise.all(['.plant-grid-zoom', '.plant-grid-frame'].map(part => page.locator(part).boundingBox()))
  const beside = zoom!.x >= frame!.x + frame!.width || zoom!.y >= frame!.y + frame!.height
  expect(beside).toBe(true)
  await page.context().close()
})

/** The start of a cell's words: its own marks, such as "only on this device", come and go. */
const plain = (words: string | null) => words?.split(',').slice(0, 2).join(',')

test('a photo that the server will never take is said, shown with its reason, and leaves tablet and audit on the person’s word', async () => {
  const page = await aTechnician('Adrien')
  await page.locator('.panels button').nth(2).click()
  const picture = { name: 'toit.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('\xff\xd8\xff\xe0 damaged on its card', 'latin1') }
  await page.getByRole('dialog').locator('input[type=file]').setInputFiles(picture)
  await expect.poll(() => notices(page)).toContain('1 photo refusée par le serveur')
  await page.keyboard.press('Escape')
  await page.locator('.field-header .lamp').click()
  await page.getByRole('heading', { name: '1 photo refusée par le serveur' }).waitFor()
  await page.getByRole('dialog').getByText('toit.jpg').waitFor()
  await expect
    .poll(() => page.getByRole('dialog').getByText('Photos en attente d’envoi').locator('..').locator('dd').textContent())
    .toBe('0')
  await page.getByRole('button', { name: 'Abandonner' }).click()
  await expect.poll(() => page.locator('.only-here').textContent()).toBe('Tout est sur le serveur')
  await page.keyboard.press('Escape')
  await page.locator('.panels button').nth(2).click()
  await page.getByRole('dialog').locator('input[type=file]').waitFor({ state: 'attached' })
  expect(await page.locator('.photos li').count()).toBe(0)
  const { body } = (await server.call('GET', `/api/rooms/${JALIBAT}/history?limit=1`)) as { body: { items: unknown[] } }
  expect(body.items).toMatchObject([{ changes: [{ kind: 'photo', field: 'deleted', to: true }] }])
  expect(await page.getByRole('button', { name: 'Annuler', exact: true, includeHidden: true }).getAttribute('aria-disabled')).toBe('true')
  await page.context().close()
})

test('a file that is no photo is refused by name when it is chosen, and the photos chosen with it are kept', async () => {
  const page = await aTechnician('Adrien')
  await show(page, 'S10')
  await page.locator('.panels button').nth(2).click()
  const files = [
    { name: 'faux.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('not a photo') },
    {
      name: 'toit.jpg',
      mimeType: 'image/jpeg',
      buffer: await sharp({ create: { width: 320, height: 240, channels: 3, background: 'teal' } })
        .jpeg()
        .toBuffer(),
    },
    { name: 'devis.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n') },
  ]
  await page.getByRole('dialog').locator('input[type=file]').setInputFiles(files)
  await expect.poll(() => notices(page)).toContain('faux.jpg, devis.pdf')
  await page.getByText('1 photo gardée pour S10-1').waitFor()
  await expect.poll(() => onlyHere(page)).toBe('Tout est sur le serveur')
  await page.context().close()
})
