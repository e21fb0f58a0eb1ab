import { existsSync } from 'node:fs'
import axe from 'axe-core'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

/** Chromium on a machine without a screen, silent towards the outside. */
export const BROWSER_ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Debian's Chromium, else the one that an npm package carries. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await chromiumPath(), args: BROWSER_ARGUMENTS })
}

/** A tablet whose storage outlives the browser: launched again on the same folder, it is the same tablet switched on from cold. */
export async function launchOnProfile(folder: string): Promise<BrowserContext> {
  const executablePath = await chromiumPath()
  const place = { locale: 'fr-FR', timezoneId: 'Europe/Paris', viewport: TABLET }
  return chromium.launchPersistentContext(folder, { executablePath, args: BROWSER_ARGUMENTS, ...place })
}

async function chromiumPath(): Promise<string> {
  const debian = '/usr/bin/chromium'
  return existsSync(debian) ? debian : (await import('@sparticuz/chromium')).default.executablePath()
}

export const TABLET = { width: 820, height: 1180 }
export const PHONE = { width: 390, height: 844 }
export const DESKTOP = { width: 1440, height: 900 }

/** A device of its own: storage, cookies and service worker shared with nobody. */
export async function device(browser: Browser, language: 'fr' | 'en' = 'fr', viewport = TABLET): Promise<BrowserContext> {
  return browser.newContext({ locale: language === 'fr' ? 'fr-FR' : 'en-GB', timezoneId: 'Europe/Paris', viewport })
}

/** The tab dies as when the system takes its memory back: no farewell, nothing more written. */
export async function killTab(page: Page): Promise<void> {
  const died = new Promise(resolve => page.once('crash', resolve))
  const devtools = await page.context().newCDPSession(page)
  devtools.send('Page.crash').catch(() => undefined)
  await died
  await page.close()
}

/** Accessibility violations of what the page shows now, one line each; an empty list is the only good answer. */
export async function accessibilityViolations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source)
  return page.evaluate(async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    const { axe: checker } = globalThis as unknown as { axe: typeof axe }
    const { violations } = await checker.run({ runOnly: tags, resultTypes: ['violations'] })
    return violations.map(one => `${one.id} ×${one.nodes.length}: ${one.nodes[0]?.target} ${one.nodes[0]?.failureSummary ?? ''}`)
  })
}
