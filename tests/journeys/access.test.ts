import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessibilityViolations, DESKTOP, device, launchBrowser, PHONE, TABLET } from '../browser.ts'
import { type RunningServer, startServer } from '../server.ts'

const PASSWORD = 'un bon mot de passe'
const SHOTS = process.env.SCREENSHOTS

let browser: Browser
let server: RunningServer
beforeAll(async () => {
  ;[browser, server] = await Promise.all([launchBrowser(), startServer()])
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

async function invite(body: object): Promise<string> {
  const answer = (await server.call('POST', '/api/invitations', body)) as { status: number; body: { address: string } }
  expect(answer.status).toBe(201)
  return answer.body.address
}

async function aPerson(email: string, role = 'owner', language: 'fr' | 'en' = 'fr'): Promise<Page> {
  const page = await (await device(browser, language, DESKTOP)).newPage()
  await page.goto(await invite({ role, email }))
  await page.locator('[name=name]').fill('Camille Durand')
  await page.locator('[name=password]').fill(PASSWORD)
  await page.locator('button[type=submit]').click()
  await page.waitForURL(`${server.url}/audits`)
  // A page that still asks when its cookie goes would lead to the sign-in page by itself, in the middle of what the test does.
  await page.waitForLoadState('networkidle')
  return page
}

test('who is outside is led to the sign-in page and back to where they were going', async () => {
  const page = await aPerson('camille@example.org')
  await page.context().clearCookies()
  await page.goto(`${server.url}/people`)
  await page.getByLabel('Adresse électronique').fill('camille@example.org')
  await page.getByLabel('Mot de passe').fill('pas le bon')
  await page.getByRole('button', { name: 'Se connecter', exact: true }).click()
  await page.getByRole('alert').getByText('ne convient pas').waitFor()
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/wrong-password.png` })
  await page.getByLabel('Mot de passe').fill(PASSWORD)
  await page.getByRole('button', { name: 'Se connecter', exact: true }).click()
  await page.getByRole('heading', { name: 'Personnes et accès' }).waitFor()
  await page.context().close()
})

test('a page whose code did not arrive is asked for once more, by itself', async () => {
  const page = await (await device(browser)).newPage()
  let lost = 1
  await page.route(/\/assets\/office-[^/]+\.js$/, route => (lost-- > 0 ? route.abort() : route.continue()))
  await page.goto(`${server.url}/sign-in`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  expect(lost).toBeLessThan(0)
  await page.context().close()
})

test('the secret of a link leaves the address as soon as the page has read it', async () => {
  const page = await (await device(browser, 'fr', PHONE)).newPage()
  await page.goto(await invite({ role: 'viewer' }))
  await page.getByLabel('Votre nom').waitFor()
  expect(await accessibilityViolations(page)).toEqual([])
  expect(page.url()).toBe(`${server.url}/join`)
  await page.context().close()
})

test('a passkey is added to an account and signs in without a password', async () => {
  const page = await aPerson('pass@example.org')
  // A passkey belongs to a name: browsers accept localhost, never an address of figures.
  const home = server.url.replace('127.0.0.1', 'localhost')
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  const options = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true } as const
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: { ...options, isUserVerified: true, automaticPresenceSimulation: true },
  })
  await page.goto(`${home}/sign-in`)
  await page.getByLabel('Adresse électronique').fill('pass@example.org')
  await page.getByLabel('Mot de passe').fill(PASSWORD)
  await page.getByRole('button', { name: 'Se connecter', exact: true }).click()
  await page.getByRole('button', { name: 'Votre compte et vos préférences' }).waitFor()
  await page.goto(`${home}/account`)
  await page.getByRole('button', { name: 'Ajouter une clé d’accès' }).click()
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/account.png` })
  await page.getByText('Clé d’accès ajoutée').waitFor()
  await page.context().clearCookies()
  await page.goto(`${home}/sign-in?next=/people`)
  await page.getByRole('button', { name: 'Utiliser une clé d’accès' }).click()
  await page.getByRole('heading', { name: 'Personnes et accès' }).waitFor()
  await page.context().close()
})

test.each(['office', 'field'])('a lost device erases what it keeps at its next contact, and the list says so (%s)', async shell => {
  const page = await aPerson(`lost-${shell}@example.org`, 'technician')
  if (shell === 'field') await page.goto(`${server.url}/field/`)
  await page.setViewportSize(TABLET)
  await page.evaluate(
    () =>
      new Promise(resolve => {
        indexedDB.open('courant-rooms', 1).onsuccess = event => {
          ;(event.target as IDBOpenDBRequest).result.close()
          resolve(undefined)
        }
      }),
  )
  await page.evaluate(() => localStorage.setItem('courant.kept', 'a customer'))
  const me = (await page.evaluate(async () => (await fetch('/api/me')).json())) as { device: string }
  await server.call('DELETE', `/api/devices/${me.device}`)
  if (shell === 'office') await page.goto(`${server.url}/people`)
  else await page.evaluate(() => dispatchEvent(new Event('online')))
  await page.getByText('ont été effacées').waitFor()
  expect(await page.evaluate(async () => (await indexedDB.databases()).map(one => one.name))).toEqual([])
  expect(await page.evaluate(() => localStorage.getItem('courant.kept'))).toBeNull()
  const devices = (await server.call('GET', '/api/devices')) as { body: { id: string; wipedAt: string | null }[] }
  expect(devices.body.find(one => one.id === me.device)?.wipedAt).not.toBeNull()
  await page.context().close()
})
