import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Radio, startRadio } from '../radio.ts'
import { type AuditScene, anAudit, type Tablet, tabletOn } from './scenario.ts'

let audit: AuditScene
let radio: Radio
beforeAll(async () => {
  audit = await anAudit('JALIBAT')
  radio = await startRadio(() => audit.server.port)
})
afterAll(async () => {
  await radio?.close()
  await audit?.end()
})

/** The session of the first has ended, and the next person signs in on the same tablet: its cookies are those of the host, whatever the port. */
async function takesOver(context: BrowserContext, name: string): Promise<void> {
  await context.clearCookies()
  const page = await context.newPage()
  await page.goto(await audit.link())
  await page.locator('[name=name]').fill(name)
  await page.locator('button[type=submit]').click()
  await page.locator('[role=gridcell]').first().waitFor({ state: 'attached' })
  await page.close()
}

/** Boris opens the list on the tablet: what Adrien left is said, and saved as a file that Boris cannot send as his own. */
async function whoComesNextSeesIt({ context, radio }: Tablet): Promise<void> {
  const page = await context.newPage()
  await page.goto(`${radio.url}/field`)
  await page.getByText('Adrien a laissé sur cette tablette 1 modification').waitFor()
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Enregistrer les modifications' }).click(),
  ])
  await page.getByRole('link', { name: /JALIBAT/ }).click()
  await page.locator('.field-header .lamp').click()
  await page.getByText('Adrien a laissé').waitFor()
  await page.locator('input[accept^=".json"]').setInputFiles(await saved.path())
  await page.getByRole('dialog').getByText('Ce fichier est le travail d’une autre personne').waitFor()
  await page.close()
}

test.each(['a live line', 'plain HTTP alone'])(
  'what one person left unsent on a tablet never leaves in the name of the next, and says so (%s)',
  async line => {
    const adrien = await audit.tablet('Adrien')
    if (line === 'plain HTTP alone') await adrien.page.routeWebSocket(/api\/live/, socket => socket.close())
    const acts = await audit.acts()
    adrien.radio.off()
    await adrien.marks('S2-1', 'dead')
    await expect.poll(() => adrien.onlyHere()).toContain('1 modification')
    await takesOver(adrien.context, 'Boris')
    adrien.radio.on()
    await adrien.page.locator('.field-header .lamp').click()
    await adrien.page.getByRole('dialog').getByText('Boris est maintenant connecté sur cet appareil').waitFor()
    expect(await audit.acts()).toBe(acts)
    expect(await adrien.onlyHere()).toContain('1 modification')
    await whoComesNextSeesIt(adrien)
    await adrien.leaves()
  },
)

test('a saved queue taken back on the tablet of the same person leaves from there', async () => {
  const page = await audit.desk('Chloé')
  const first = await audit.browser.newContext({ storageState: await page.context().storageState(), locale: 'fr-FR' })
  const second = await audit.browser.newContext({ storageState: await page.context().storageState(), locale: 'fr-FR' })
  const [broken, spare] = await Promise.all([opensField(first, radio.url), opensField(second, audit.server.url)])
  radio.off()
  await broken.marks('S4-5', 'string_open')
  await broken.page.locator('.field-header .lamp').click()
  const [saved] = await Promise.all([
    broken.page.waitForEvent('download'),
    broken.page.getByRole('button', { name: 'Enregistrer la file dans un fichier' }).click(),
  ])
  await spare.page.locator('.field-header .lamp').click()
  await spare.page.locator('input[accept^=".json"]').setInputFiles(await saved.path())
  await spare.page.getByRole('dialog').getByText('1 modification reprise').waitFor()
  await expect.poll(() => audit.status('S4-5')).toBe('string_open')
  radio.on()
  for (const context of [first, second, page.context()]) await context.close()
})

async function opensField(context: BrowserContext, home: string): Promise<Tablet> {
  const page = await context.newPage()
  await page.goto(`${home}/field/audit/${audit.token}`)
  const tablet = tabletOn(page, radio)
  await tablet.ready()
  // What the panels need follows the grid: without it nothing can be searched for once the network is gone.
  await page.waitForLoadState('networkidle')
  return tablet
}
