import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ThemeName } from '#kernel/ui/theme.ts'
import { accessibilityViolations, DESKTOP, PHONE, TABLET } from '../browser.ts'
import { type AuditScene, anAudit } from './scenario.ts'
import { type Address, flaws, LANGUAGES, overhear, prefer, SCREENS, THEMES, visit } from './screens.ts'

let scene: AuditScene
let at: Address
beforeAll(async () => {
  scene = await anAudit('JALIBAT')
  const { body } = (await scene.server.call('GET', '/api/crm/clients')) as { body: { clients: { id: number }[] } }
  at = { url: scene.server.url, audit: scene.token, client: body.clients[0]!.id, link: () => scene.link() }
  await scene.server.call('POST', '/api/keys', { name: 'Home Assistant', role: 'viewer' })
})
afterAll(() => scene?.end())

const LOOKS = LANGUAGES.flatMap(language => THEMES.map(theme => ({ language, theme })))
const INSIDE = SCREENS.filter(({ shell }) => shell !== 'outside')
const OUTSIDE = SCREENS.filter(({ shell }) => shell === 'outside')

async function look(page: Page, screens: typeof SCREENS): Promise<string[]> {
  const wrong: string[] = []
  const heard = overhear(page, at.url)
  for (const screen of screens) {
    await visit(page, screen, at)
    wrong.push(...(await accessibilityViolations(page)).map(one => `${screen.name} ${one}`))
    await page.setViewportSize(PHONE)
    wrong.push(...(await flaws(page)).map(one => `${screen.name} ${one}`))
    await page.setViewportSize(screen.shell === 'field' ? TABLET : DESKTOP)
    wrong.push(...heard.splice(0).map(one => `${screen.name} said ${one}`))
  }
  return wrong
}

async function wrongWith(theme: ThemeName, language: 'fr' | 'en'): Promise<string[]> {
  const page = await scene.desk('Camille Durand', { language })
  await prefer(page, theme, language)
  const inside = await look(page, INSIDE)
  await page.context().clearCookies()
  const outside = await look(page, OUTSIDE)
  await page.context().close()
  return [...inside, ...outside]
}

test.concurrent.each(LOOKS)(
  'every screen is accessible, says every word, asks nobody else and fits a phone ($language, $theme)',
  async ({ theme, language }) => {
    expect(await wrongWith(theme, language)).toEqual([])
  },
  300_000,
)
