import { readFileSync } from 'node:fs'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { STATUS, STATUSES, type Status, VERDICTS } from '#audit/electroluminescence/status.ts'
import type { Role } from '#kernel/access/role.ts'
import { device, launchBrowser, TABLET } from '../browser.ts'
import { type Radio, startRadio } from '../radio.ts'
import { type RunningServer, startServer } from '../server.ts'

const TOKENS = { JALIBAT: 'a4e19950-c73c-412c-be4d-699c9de1dde1', 'LES FORGES': '76e6eb36-8b49-4255-99d3-55fc1adfc1c9' } as const
const EXPORT = ['legacy_export_audits.json', 'legacy_export_modules.json']

/** The older programs number the modules of a plant in one row; JALIBAT has strings of 26 and 9 × 24. */
export function moduleOfJalibat(number: number): string {
  return number <= 26 ? `S1-${number}` : `S${2 + Math.floor((number - 27) / 24)}-${1 + ((number - 27) % 24)}`
}

export function modulesOfJalibat(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, place) => moduleOfJalibat(from + place))
}

/** A server that holds the two audits of the older programs, and people who meet on one of them. */
export interface AuditScene {
  name: string
  token: string
  server: RunningServer
  browser: Browser
  /** Somebody joins the audit by a link, on a device of their own. */
  tablet(name: string, how?: { viewport?: typeof TABLET; language?: 'fr' | 'en'; scope?: 'read' | 'write' | 'manage' }): Promise<Tablet>
  /** A link that lets somebody into the audit, once. */
  link(scope?: 'read' | 'write' | 'manage'): Promise<string>
  /** Somebody of the organisation, signed in at the office. */
  desk(name: string, how?: { language?: 'fr' | 'en'; viewport?: typeof TABLET; role?: Role }): Promise<Page>
  /** What the server holds now, by module. */
  statuses(): Promise<Map<string, Status>>
  status(module: string): Promise<Status | undefined>
  /** How many acts the history of the audit holds. */
  acts(): Promise<number>
  end(): Promise<void>
}

export async function anAudit(name: keyof typeof TOKENS, environment: Record<string, string> = {}): Promise<AuditScene> {
  const [browser, server] = await Promise.all([launchBrowser(), startServer(environment)])
  await importBoth(server)
  const token = TOKENS[name]
  const link = (scope: 'read' | 'write' | 'manage' = 'write') => addressOf(server, { room: token, scope })
  const statuses = () => statusesOf(server, token)
  const radios: Radio[] = []
  return {
    name,
    token,
    server,
    browser,
    link,
    statuses,
    status: async module => (await statuses()).get(module),
    acts: () => lastAct(server, token),
    async tablet(who, { viewport = TABLET, language = 'fr', scope = 'write' } = {}) {
      const context = await device(browser, language, viewport)
      const radio = await startRadio(() => server.port)
      radios.push(radio)
      return joins(context, (await link(scope)).replace(server.url, radio.url), who, radio)
    },
    desk: async (who, { language = 'fr', viewport = { width: 1440, height: 900 }, role = 'owner' } = {}) =>
      signsUp(await device(browser, language, viewport), server, who, role),
    async end() {
      await browser.close()
      for (const radio of radios) await radio.close()
      await server.stop()
    },
  }
}

export async function importBoth(server: RunningServer): Promise<void> {
  const files = EXPORT.map(file => ({ name: file, text: readFileSync(`tests/fixtures/audit/${file}`, 'utf8') }))
  const { status } = await server.call('POST', '/api/audits/import', { files })
  if (status !== 200) throw new Error(`the import answered ${status}`)
}

async function addressOf(server: RunningServer, asked: object): Promise<string> {
  const { status, body } = (await server.call('POST', '/api/invitations', asked)) as { status: number; body: { address: string } }
  if (status !== 201) throw new Error(`the invitation answered ${status}: ${JSON.stringify(body)}`)
  return body.address
}

async function statusesOf(server: RunningServer, token: string): Promise<Map<string, Status>> {
  const { body } = (await server.call('GET', `/api/el/audits/${token}/modules`)) as {
    body: { modules: { module_identifier: string; status: Status }[] }
  }
  return new Map(body.modules.map(({ module_identifier, status }) => [module_identifier, status]))
}

async function lastAct(server: RunningServer, token: string): Promise<number> {
  const { body } = (await server.call('GET', `/api/rooms/${token}/history?limit=1`)) as { body: { items: { number: number }[] } }
  return body.items[0]?.number ?? 0
}

async function signsUp(context: BrowserContext, server: RunningServer, who: string, role: Role): Promise<Page> {
  const page = await context.newPage()
  await page.goto(await addressOf(server, { role, email: `${crypto.randomUUID()}@example.org` }))
  await page.locator('[name=name]').fill(who)
  await page.locator('[name=password]').fill('un bon mot de passe')
  await page.locator('button[type=submit]').click()
  await page.waitForURL(`${server.url}/audits`)
  return page
}

/** Takes the link as a person would; the audit opens by itself. */
export async function joins(context: BrowserContext, link: string, who: string, radio: Radio): Promise<Tablet> {
  await context.addInitScript(hearNotices)
  const page = await context.newPage()
  await page.goto(link)
  await page.locator('[name=name]').fill(who)
  await page.locator('button[type=submit]').click()
  const tablet = tabletOn(page, radio)
  await tablet.ready()
  return tablet
}

/** Somebody's tablet in the field, used as a person uses it. */
export interface Tablet {
  page: Page
  context: BrowserContext
  radio: Radio
  /** Waits until the audit is on the screen. */
  ready(): Promise<void>
  /** Waits until the application itself is on the tablet: from then on it opens from cold. */
  isInstalled(): Promise<void>
  takes(module: string): Promise<void>
  inHand(): Promise<string>
  /** Taps the key of a status for what is in hand. */
  taps(status: Status): Promise<void>
  marks(module: string, status: Status): Promise<void>
  /** Chooses a range by its two ends and gives it one status, as one act. */
  marksTogether(from: string, to: string, status: Status): Promise<void>
  comments(module: string, text: string): Promise<void>
  /** The words of a module on this screen, such as "S3-12, Microfissures, seulement sur cet appareil". */
  says(module: string): Promise<string>
  shows(module: string): Promise<Status | undefined>
  /** The words of every module around the one in hand. */
  row(): Promise<string[]>
  /** What is only on this tablet, in the words of the header. */
  onlyHere(): Promise<string>
  /** How many people this tablet sees in the audit, its own included. */
  people(): Promise<number>
  /** Every notice since the page was opened. */
  notices(): Promise<string[]>
  opens(panel: string): Promise<void>
  closesPanel(): Promise<void>
  undoes(): Promise<void>
  /** Switches its Wi-Fi off. */
  goesOffline(): Promise<void>
  /** Nothing passes any more, and nothing says so. */
  entersDeadZone(): void
  comesBack(): Promise<void>
  leaves(): Promise<void>
}

export function tabletOn(page: Page, radio: Radio): Tablet {
  const cell = (module: string) => page.locator('[role=gridcell]', { hasText: new RegExp(`^${module},`) })
  const key = (status: Status) => page.locator('.status-keys button').nth(VERDICTS.indexOf(status as (typeof VERDICTS)[number]))
  const tablet: Tablet = {
    page,
    context: page.context(),
    radio,
    ready: () => page.locator('[role=gridcell]').first().waitFor({ state: 'attached' }),
    isInstalled: () => page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined)),
    async takes(module) {
      if ((await tablet.inHand()) === module) return
      if ((await cell(module).count()) === 0) await searches(page, module)
      else await cell(module).dispatchEvent('click')
      await page.locator('.in-hand-name strong', { hasText: new RegExp(`^${module}$`) }).waitFor()
    },
    inHand: async () => (await page.locator('.in-hand-name strong').textContent()) ?? '',
    taps: status => key(status).click(),
    async marks(module, status) {
      await tablet.takes(module)
      await tablet.taps(status)
    },
    async marksTogether(from, to, status) {
      await tablet.takes(from)
      await page.locator('.modes [role=radio]').nth(2).click()
      await page.locator('.panels button').first().click()
      for (const end of [from, to]) await cell(end).dispatchEvent('click')
      await tablet.taps(status)
      await page.locator('.modes [role=radio]').first().click()
    },
    async comments(module, text) {
      await tablet.takes(module)
      await page.locator('.panels button').nth(1).click()
      await page.getByRole('dialog').locator('textarea').first().fill(text)
      await page.locator('dialog .comment .buttons button').last().click()
      await page.getByRole('dialog').waitFor({ state: 'hidden' })
    },
    async says(module) {
      if ((await cell(module).count()) === 0) await tablet.takes(module)
      return (await cell(module).textContent()) ?? ''
    },
    shows: async module => statusNamed((await tablet.says(module)).split(', ')[1] ?? ''),
    row: () => page.locator('[role=gridcell]').allTextContents(),
    onlyHere: async () => (await page.locator('.only-here').textContent()) ?? '',
    people: async () => Number(await page.locator('.field-header small').first().textContent()),
    notices: () => page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard),
    opens: panel => page.locator('.field-header').getByRole('button', { name: panel }).click(),
    closesPanel: () => page.keyboard.press('Escape'),
    undoes: () => page.locator('.in-hand button').first().click(),
    async goesOffline() {
      radio.off()
      await page.context().setOffline(true)
    },
    entersDeadZone: () => radio.silent(),
    async comesBack() {
      radio.on()
      await page.context().setOffline(false)
    },
    leaves: () => page.context().close(),
  }
  return tablet
}

async function searches(page: Page, module: string): Promise<void> {
  await page.keyboard.press('/')
  const box = page.getByRole('dialog').locator('input')
  await box.fill(module)
  await box.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
}

function statusNamed(name: string): Status | undefined {
  return STATUSES.find(status => STATUS[status].short.fr === name || STATUS[status].short.en === name)
}

/** Runs in the page: notices come and go, this remembers them. */
function hearNotices(): void {
  const heard: string[] = []
  Object.assign(globalThis, { heard })
  new MutationObserver(changes => {
    for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
      if (node instanceof HTMLElement && node.matches('.notice')) heard.push(node.textContent ?? '')
    }
  }).observe(document, { childList: true, subtree: true })
}
