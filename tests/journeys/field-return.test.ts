import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AuditScene, anAudit, type Tablet, tabletOn } from './scenario.ts'

let audit: AuditScene
beforeAll(async () => {
  audit = await anAudit('JALIBAT')
})
afterAll(() => audit?.end())

/** The tab is closed and the list opened in another, at an address of the field. */
async function opensAgain({ page, context, radio }: Tablet, path = '/field'): Promise<Tablet> {
  const next = await context.newPage()
  await page.close()
  await next.goto(radio.url + path)
  return tabletOn(next, radio)
}

const row = ({ page }: Tablet): Locator => page.getByRole('link', { name: /JALIBAT/ })

test('the list says what is only on the tablet, notices the network and sends it without the audit being opened', async () => {
  const lea = await audit.tablet('Léa')
  await lea.isInstalled()
  await expect.poll(() => lea.onlyHere()).toBe('Tout est sur le serveur')
  await lea.goesOffline()
  for (const module of ['S2-1', 'S2-2']) await lea.marks(module, 'string_open')
  await expect.poll(() => lea.onlyHere()).toContain('2 modifications seulement sur cette tablette')
  const later = await opensAgain(lea)
  await row(later).getByText('2 modifications seulement sur cette tablette').waitFor()
  await later.page.getByText('Sans réseau').waitFor()
  await later.comesBack()
  await expect.poll(() => audit.status('S2-2'), { timeout: 30_000 }).toBe('string_open')
  await row(later).getByText('seulement sur cette tablette').waitFor({ state: 'detached' })
  expect(await later.page.getByText('Sans réseau').count()).toBe(0)
  await later.leaves()
})

test('an audit that this person may no longer open stays listed for the work that was not sent', async () => {
  const marc = await audit.tablet('Marc')
  await marc.isInstalled()
  const grants = (await audit.server.call('GET', `/api/rooms/${audit.token}/grants`)) as { body: { person: string; name: string }[] }
  await marc.goesOffline()
  await marc.marks('S4-1', 'string_open')
  await expect.poll(() => marc.onlyHere()).toContain('1 modification seulement sur cette tablette')
  await audit.server.call('DELETE', `/api/rooms/${audit.token}/grants/${grants.body.find(({ name }) => name === 'Marc')!.person}`)
  await marc.comesBack()
  const later = await opensAgain(marc)
  await expect.poll(() => row(later).textContent()).toContain('1 modification seulement sur cette tablette')
  await later.page.reload()
  await row(later).getByText('1 modification seulement sur cette tablette').waitFor()
  await row(later).click()
  await later.page.getByRole('button', { name: 'Enregistrer les modifications' }).waitFor()
  expect(await later.page.getByRole('heading', { level: 1 }).textContent()).toBe('JALIBAT')
  await later.leaves()
})

test('an archived audit opened by its address has its name and says that it is archived', async () => {
  const ines = await audit.tablet('Inès')
  expect(await ines.onlyHere()).not.toContain('archivé')
  expect((await audit.server.call('DELETE', `/api/audits/${audit.token}`)).status).toBe(200)
  await ines.page.evaluate(() => {
    for (const key of Object.keys(localStorage)) if (/audits|here/.test(key)) localStorage.removeItem(key)
  })
  await ines.page.reload()
  await ines.page.getByRole('heading', { level: 1, name: 'JALIBAT' }).waitFor()
  await expect.poll(() => ines.onlyHere()).toBe('Tout est sur le serveur · Audit archivé')
  const later = await opensAgain(ines)
  await row(later).getByText('archivé').waitFor()
  expect((await audit.server.call('PATCH', `/api/audits/${audit.token}`, { archived: false })).status).toBe(200)
  await later.leaves()
})

test('the module in hand and the string shown are the same after the list, after a reload, and from cold without network', async () => {
  const paul = await audit.tablet('Paul')
  await paul.isInstalled()
  await paul.takes('S4-1')
  for (const _ of [1, 2, 3]) await paul.taps('string_open')
  expect(await paul.inHand()).toBe('S4-4')
  await paul.page.getByRole('button', { name: 'Liste des audits' }).click()
  await row(paul).click()
  await paul.ready()
  expect(await paul.inHand()).toBe('S4-4')
  await paul.page.reload()
  await paul.ready()
  expect([await paul.inHand(), (await paul.row())[0]?.split(',')[0]]).toEqual(['S4-4', 'S4-1'])
  await paul.goesOffline()
  const cold = await opensAgain(paul, `/field/audit/${audit.token}`)
  await cold.ready()
  await cold.taps('string_open')
  expect(await cold.inHand()).toBe('S4-5')
  await expect.poll(() => cold.shows('S4-4')).toBe('string_open')
  await cold.leaves()
})

test('a module in hand that the plant no longer has is given up for where the work stopped', async () => {
  const nora = await audit.tablet('Nora')
  await nora.takes('S6-2')
  await nora.page.evaluate(token => {
    localStorage.setItem(`courant.field.inHand.${token}`, JSON.stringify({ module: 'S6-99', all: false }))
  }, audit.token)
  await nora.page.reload()
  await nora.ready()
  expect(await nora.inHand()).toMatch(/^S1-/)
  await nora.leaves()
})
