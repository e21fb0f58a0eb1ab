import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { DESKTOP, device, launchBrowser, PHONE, TABLET } from '../tests/browser.ts'
import { roofAtWork } from '../tests/journeys/roof-at-work.ts'
import { type Address, LANGUAGES, prefer, SCREENS, THEMES, visit } from '../tests/journeys/screens.ts'
import { type RunningServer, startServer } from '../tests/server.ts'

/** The roof of the demonstration that has dead modules in every string. */
const ROOF = '0d3a51c0-6f1e-4b7a-9c35-2f8e64b1a7d1'
const PICTURES = join(import.meta.dirname, '../docs/pictures')
const LARGEST_BYTES = 300_000
const SIZES = { phone: PHONE, tablet: TABLET, desktop: DESKTOP }

type Look = Parameters<typeof prefer>[1]

/**
 * `npm run screenshots` writes the pictures of the README; `npm run screenshots -- FOLDER` every screen in every look, to be looked at,
 * and `npm run screenshots -- FOLDER fr-night` the looks whose name begins so.
 */
async function main(folder: string | undefined, looks = ''): Promise<void> {
  // Hundreds of screens from one address in a few minutes are more than people ask for.
  const server = await startServer({ COURANT_DEMO: 'on', COURANT_CALLS_PER_MINUTE: '1000000' })
  const browser = await launchBrowser()
  try {
    const at = await addressOf(server)
    if (folder === undefined) await picturesOfReadme(browser, at, server)
    else await everyScreen(browser, at, server, { folder, looks })
  } finally {
    await browser.close()
    await server.stop()
  }
}

async function addressOf(server: RunningServer): Promise<Address> {
  const { body } = (await server.call('GET', '/api/crm/clients')) as { body: { clients: { id: number }[] } }
  return { url: server.url, audit: ROOF, client: body.clients[0]!.id, link: () => inviteTo(server, { room: ROOF, scope: 'write' }) }
}

async function inviteTo(server: RunningServer, asked: object): Promise<string> {
  const { body } = (await server.call('POST', '/api/invitations', asked)) as { body: { address: string } }
  return body.address
}

async function aPerson(browser: Browser, server: RunningServer, theme: Look, language: 'fr' | 'en'): Promise<Page> {
  const page = await (await device(browser, language, DESKTOP)).newPage()
  await page.goto(await inviteTo(server, { role: 'owner', email: `${crypto.randomUUID()}@example.org` }))
  await page.locator('[name=name]').fill('Camille Durand')
  await page.locator('[name=password]').fill('un bon mot de passe')
  await page.locator('button[type=submit]').click()
  await page.waitForURL(`${server.url}/audits`)
  await prefer(page, theme, language)
  return page
}

async function picturesOfReadme(browser: Browser, at: Address, server: RunningServer): Promise<void> {
  mkdirSync(PICTURES, { recursive: true })
  const radios = await roofAtWork(browser, server, at)
  const pictures = [
    { file: 'field-night', screen: 'field-audit', theme: 'night', size: { width: 820, height: 1000 } },
    { file: 'office-audit', screen: 'office-audit-follow', theme: 'day', size: { width: 1280, height: 800 } },
    { file: 'office-configuration', screen: 'office-audit-configuration', theme: 'day', size: { width: 1280, height: 800 } },
  ] as const
  for (const { file, screen, theme, size } of pictures) {
    const page = await aPerson(browser, server, theme, 'fr')
    await page.setViewportSize(size)
    await visit(page, screenNamed(screen), at)
    const path = join(PICTURES, `${file}.png`)
    await page.screenshot({ path })
    await page.context().close()
    const { size: bytes } = statSync(path)
    if (bytes > LARGEST_BYTES) throw new Error(`${path} has ${bytes} bytes, more than ${LARGEST_BYTES}`)
    console.log(`${path} ${bytes}`)
  }
  await Promise.all(radios.map(radio => radio.close()))
}

function screenNamed(name: string) {
  const screen = SCREENS.find(candidate => candidate.name === name)
  if (!screen) throw new Error(`no screen is called ${name}`)
  return screen
}

async function everyScreen(browser: Browser, at: Address, server: RunningServer, wanted: { folder: string; looks: string }): Promise<void> {
  const failed: string[] = []
  for (const language of LANGUAGES) {
    for (const theme of THEMES) {
      const sizes = Object.entries(SIZES).filter(([size]) => `${language}-${theme}-${size}`.startsWith(wanted.looks))
      if (sizes.length === 0) continue
      const page = await aPerson(browser, server, theme, language)
      for (const [size, viewport] of sizes) {
        const look = `${language}-${theme}-${size}`
        mkdirSync(join(wanted.folder, look), { recursive: true })
        await page.setViewportSize(viewport)
        failed.push(...(await everyScreenIn(page, at, join(wanted.folder, look))).map(one => `${look} ${one}`))
        console.log(look)
      }
      await page.context().close()
    }
  }
  if (failed.length > 0) throw new Error(`without picture: ${failed.join('\n')}`)
}

/** A screen that cannot be reached keeps none of the others from its picture. */
async function everyScreenIn(page: Page, at: Address, folder: string): Promise<string[]> {
  const failed: string[] = []
  for (const screen of SCREENS) {
    try {
      await visit(page, screen, at)
      await page.screenshot({ path: join(folder, `${screen.name}.png`) })
    } catch (error) {
      failed.push(`${screen.name}: ${error}`)
    }
  }
  return failed
}

await main(process.argv[2], process.argv[3])
