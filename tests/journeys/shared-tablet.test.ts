import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AuditScene, anAudit } from './scenario.ts'

let audit: AuditScene
beforeAll(async () => {
  audit = await anAudit('JALIBAT')
})
afterAll(() => audit?.end())

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
    await adrien.page.getByText('Boris est maintenant connecté sur cet appareil').waitFor()
    expect(await audit.acts()).toBe(acts)
    expect(await adrien.onlyHere()).toContain('1 modification')
    await adrien.leaves()
  },
)
