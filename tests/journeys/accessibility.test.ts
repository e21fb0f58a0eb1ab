import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessibilityViolations, DESKTOP, PHONE, TABLET } from '../browser.ts'
import { type AuditScene, anAudit } from './scenario.ts'
import { type Address, choosesElsewhere, flaws, LANGUAGES, overhear, prefer, SCREENS, THEMES, visit } from './screens.ts'

let scene: AuditScene
let at: Address
beforeAll(async () => {
  scene = await anAudit('JALIBAT')
  const { body } = (await scene.server.call('GET', '/api/crm/clients')) as { body: { clients: { id: number }[] } }
  at = { url: scene.server.url, audit: scene.token, client: body.clients[0]!.id, link: () => scene.link() }
  await scene.server.call('POST', '/api/keys', { name: 'Home Assistant', role: 'viewer' })
  await scene.server.call('POST', '/api/invitations', { role: 'technician', email: 'sophie@example.org' })
})
afterAll(() => scene?.end())

const INSIDE = SCREENS.filter(({ shell }) => shell !== 'outside')
const OUTSIDE = SCREENS.filter(({ shell }) => shell === 'outside')

/** Looks at each screen in the theme it was opened in and in the two others, which are chosen on the page beside it. */
async function look(page: Page, beside: Page, screens: typeof SCREENS): Promise<string[]> {
  const wrong: string[] = []
  const heard = overhear(page, at.url)
  for (const screen of screens) {
    const tell = (found: string[], how: string) => wrong.push(...found.map(one => `${screen.name} ${how}: ${one}`))
    await visit(page, screen, at)
    for (const theme of THEMES) {
      if (theme !== FIRST) await choosesElsewhere(beside, page, theme)
      tell(await accessibilityViolations(page), theme)
    }
    await page.setViewportSize(PHONE)
    tell(await flaws(page), 'on a phone')
    await page.setViewportSize(screen.shell === 'field' ? TABLET : DESKTOP)
    tell(heard.splice(0), 'said')
  }
  return wrong
}

const FIRST = THEMES[0]

async function wrongIn(language: 'fr' | 'en'): Promise<string[]> {
  const page = await scene.desk('Camille Durand', { language })
  await prefer(page, FIRST, language)
  const beside = await page.context().newPage()
  await beside.goto(`${at.url}/icon.svg`)
  // What lies behind a panel is told by asking what is under each point, which only a page in front answers.
  await page.bringToFront()
  const inside = await look(page, beside, INSIDE)
  await page.context().clearCookies()
  const outside = await look(page, beside, OUTSIDE)
  await page.context().close()
  return [...inside, ...outside]
}

test.concurrent.each(LANGUAGES)(
  'every screen is accessible in three themes, says every word, asks nobody else and fits a phone (%s)',
  async language => {
    expect(await wrongIn(language)).toEqual([])
  },
  300_000,
)
