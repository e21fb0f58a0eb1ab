import type { Page } from 'playwright-core'
import { LANGUAGES } from '#kernel/ui/catalogue.ts'
import { THEMES, type ThemeName } from '#kernel/ui/theme.ts'

export { LANGUAGES, THEMES }

/** Where the screens are: one server, one audit, one client. */
export interface Address {
  url: string
  audit: string
  client: number
  /** A fresh link, for the page that takes one. */
  link(): Promise<string>
}

export interface Screen {
  name: string
  shell: 'office' | 'field' | 'outside'
  path(at: Address): string | Promise<string>
  /** What a person does once there to see it. */
  open?(page: Page): Promise<void>
}

/** A panel fades in: its colours are true once it is there. */
const FADE_MS = 250

async function searchesFor(page: Page, text: string): Promise<void> {
  await page.locator('#content input[type=search]').fill(text)
  await page.waitForTimeout(FADE_MS)
}

const TABS = ['follow', 'plan', 'modules', 'photos', 'configuration', 'report', 'history', 'access'] as const

const OFFICE: Screen[] = [
  { name: 'office-audits', shell: 'office', path: () => '/audits' },
  { name: 'office-new-audit', shell: 'office', path: () => '/audits/new' },
  { name: 'office-clients', shell: 'office', path: () => '/audits/clients' },
  { name: 'office-client', shell: 'office', path: ({ client }) => `/audits/clients/${client}` },
  { name: 'office-import', shell: 'office', path: () => '/audits/import' },
  ...TABS.map((tab): Screen => ({ name: `office-audit-${tab}`, shell: 'office', path: ({ audit }) => `/audits/${audit}/${tab}` })),
  {
    name: 'office-module',
    shell: 'office',
    path: ({ audit }) => `/audits/${audit}/modules?module=%22S3-12%22`,
    open: page => page.locator('.module-sheet').waitFor(),
  },
  { name: 'office-people', shell: 'office', path: () => '/people' },
  ...[1, 2, 3].map(
    (place): Screen => ({
      name: `office-people-${place}`,
      shell: 'office',
      path: () => '/people',
      open: async page => {
        await page.getByRole('tab').nth(place).click()
        await page.getByRole('tabpanel').waitFor()
      },
    }),
  ),
  { name: 'office-activity', shell: 'office', path: () => '/people/activity' },
  { name: 'office-account', shell: 'office', path: () => '/account' },
  { name: 'office-audits-none', shell: 'office', path: () => '/audits', open: page => searchesFor(page, 'nothing is called so') },
  { name: 'office-clients-none', shell: 'office', path: () => '/audits/clients', open: page => searchesFor(page, 'nobody is called so') },
  {
    name: 'office-new-audit-picked',
    shell: 'office',
    path: () => '/audits/new',
    open: async page => void (await page.locator('#content select').first().selectOption({ index: 1 })),
  },
  {
    name: 'office-lowering',
    shell: 'office',
    path: ({ audit }) => `/audits/${audit}/modules?module=%22S3-12%22`,
    open: async page => {
      await page.locator('.status-buttons button').first().click()
      await page.locator('.sheet-centre[open]').waitFor()
      await page.waitForTimeout(FADE_MS)
    },
  },
  {
    name: 'office-shortcuts',
    shell: 'office',
    path: ({ audit }) => `/audits/${audit}/follow`,
    open: async page => {
      await page.getByRole('tabpanel').waitFor()
      await page.keyboard.press('?')
      await page.getByRole('dialog').waitFor()
      await page.waitForTimeout(FADE_MS)
    },
  },
  { name: 'office-no-such-page', shell: 'office', path: () => '/nowhere' },
]

const panel = (name: string, ask: (page: Page) => Promise<void>): Screen => ({
  name: `field-${name}`,
  shell: 'field',
  path: ({ audit }) => `/field/audit/${audit}`,
  open: async page => {
    await page.locator('[role=gridcell]').first().waitFor({ state: 'attached' })
    await ask(page)
    await page.getByRole('dialog').waitFor()
    await page.waitForTimeout(FADE_MS)
  },
})
const header = (place: number) => (page: Page) => page.locator('.field-header button').nth(place).click()
const strip = (place: number) => (page: Page) => page.locator('.panels button').nth(place).click()

const FIELD: Screen[] = [
  { name: 'field-list', shell: 'field', path: () => '/field' },
  {
    name: 'field-audit',
    shell: 'field',
    path: ({ audit }) => `/field/audit/${audit}`,
    open: page => page.locator('[role=gridcell]').first().waitFor({ state: 'attached' }),
  },
  panel('health', header(1)),
  panel('people', header(2)),
  panel('search', header(3)),
  panel('menu', header(4)),
  panel('sheet', strip(0)),
  panel('comment', strip(1)),
  panel('photo', strip(2)),
  panel('serial', strip(3)),
  panel('signing-out', async page => {
    await header(4)(page)
    await page.locator('.sign-out button').click()
    await page.locator('.sign-out section').waitFor()
  }),
  {
    name: 'field-choosing',
    shell: 'field',
    path: ({ audit }) => `/field/audit/${audit}`,
    open: async page => {
      await page.locator('.modes button').nth(2).click()
      await page.locator('.panels button').nth(1).click()
    },
  },
  {
    name: 'field-lowering',
    shell: 'field',
    path: ({ audit }) => `/field/audit/${audit}`,
    open: async page => {
      await page
        .locator('[role=gridcell]', { hasText: /, (HS|Dead)/ })
        .first()
        .dispatchEvent('click')
      await page.locator('.status-keys button').first().click()
      await page.locator('.ask').waitFor()
    },
  },
]

const OUTSIDE: Screen[] = [
  { name: 'sign-in', shell: 'outside', path: () => '/sign-in' },
  { name: 'sign-in-erased', shell: 'outside', path: () => '/sign-in?why=device-revoked' },
  { name: 'join', shell: 'outside', path: ({ link }) => link(), open: page => page.locator('form').waitFor() },
]

export const SCREENS: readonly Screen[] = [...OFFICE, ...FIELD, ...OUTSIDE]

export async function visit(page: Page, screen: Screen, at: Address): Promise<void> {
  const path = await screen.path(at)
  await page.goto('about:blank')
  await page.goto(path.startsWith('http') ? path : at.url + path)
  await page.locator('h1, h2').first().waitFor()
  await settled(page)
  await screen.open?.(page)
  await settled(page)
}

/** Fonts are there and nothing waits any more. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () => document.fonts.status === 'loaded' && !document.querySelector('[aria-busy=true], .mantine-Skeleton-root'),
  )
}

/** Before the page reads them. */
export async function prefer(page: Page, theme: ThemeName, language: 'fr' | 'en'): Promise<void> {
  await page.addInitScript(
    ([chosen, spoken]) => {
      if (location.protocol === 'about:') return
      localStorage.setItem('courant.theme', chosen!)
      localStorage.setItem('courant.language', spoken!)
    },
    [theme, language],
  )
}

/** Chosen on another page of the same device; the page in sight follows, and its colours are true once they have faded in. */
export async function choosesElsewhere(other: Page, page: Page, theme: ThemeName): Promise<void> {
  await other.evaluate(chosen => localStorage.setItem('courant.theme', chosen), theme)
  await page.locator(`html[data-theme=${theme}]`).waitFor({ state: 'attached' })
  await page.waitForTimeout(FADE_MS)
  await page.waitForFunction(() => document.getAnimations().every(one => one instanceof CSSAnimation || one.playState !== 'running'))
}

/** Everything a page says or asks that it should not: errors, sentences missing in a catalogue, requests to another host. */
export function overhear(page: Page, home: string): string[] {
  const heard: string[] = []
  page.on('console', message => {
    if (message.type() === 'error' || /missingKey|i18next/.test(message.text())) heard.push(message.text())
  })
  page.on('pageerror', error => heard.push(String(error)))
  page.on('request', request => {
    const { protocol, origin } = new URL(request.url())
    if (/^https?:$/.test(protocol) && origin !== new URL(home).origin) heard.push(`asks ${request.url()}`)
  })
  return heard
}

/** Texts on the screen that look like keys of a catalogue, and what sticks out sideways. */
export async function flaws(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    const root = document.documentElement
    if (root.scrollWidth > root.clientWidth) found.push(`is ${root.scrollWidth} px wide on ${root.clientWidth}`)
    // biome-ignore lint/performance/useDomNodeTextContent: what is hidden is not read by anybody
    const keys = document.body.innerText.match(/(^|\s)[a-z]+(\.[a-zA-Z]+)+(?=\s|$)|\{\{\w+\}\}/g) ?? []
    for (const key of keys) if (!/\.(json|csv|com|org|fr|pdf|ts)$/.test(key)) found.push(`shows the key ${key.trim()}`)
    return found
  })
}
