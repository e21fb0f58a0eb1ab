import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AuditScene, anAudit, type Tablet } from './scenario.ts'

let audit: AuditScene
beforeAll(async () => {
  audit = await anAudit('JALIBAT')
})
afterAll(() => audit?.end())

async function saved({ page }: Tablet): Promise<{ changeSets: { changes: { record: string }[] }[] }> {
  const file = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Enregistrer les modifications' }).click()
  return JSON.parse(readFileSync(await (await file).path(), 'utf8'))
}

const records = ({ changeSets }: Awaited<ReturnType<typeof saved>>) => changeSets.flatMap(set => set.changes.map(change => change.record))

async function latestLink(): Promise<string> {
  const { body } = (await audit.server.call('GET', `/api/invitations?room=${audit.token}`)) as { body: { id: string }[] }
  return body[0]!.id
}

test('somebody without an account works by a link, with and without network; once it is withdrawn they read why and save what was not sent', async () => {
  const lea = await audit.tablet('Léa')
  const link = await latestLink()
  await lea.marks('S3-1', 'string_open')
  await expect.poll(() => audit.status('S3-1')).toBe('string_open')
  await lea.goesOffline()
  await lea.marks('S3-2', 'string_open')
  await lea.comesBack()
  await expect.poll(() => audit.status('S3-2'), { timeout: 30_000 }).toBe('string_open')
  await expect.poll(() => lea.onlyHere()).toBe('Tout est sur le serveur')
  await lea.goesOffline()
  await lea.marksTogether('S3-5', 'S3-9', 'string_open')
  await expect.poll(() => lea.onlyHere()).toBe('Hors ligne · 5 modifications seulement sur cette tablette')
  expect((await audit.server.call('DELETE', `/api/invitations/${link}`)).status).toBe(204)
  await lea.comesBack()
  await lea.page.getByRole('alert').getByText('Ce lien a été retiré').waitFor({ timeout: 30_000 })
  expect(await lea.onlyHere()).toContain('Accès retiré · 5 modifications seulement sur cette tablette')
  expect(records(await saved(lea))).toEqual(['S3-5', 'S3-6', 'S3-7', 'S3-8', 'S3-9'])
  await lea.page.reload()
  await lea.page.getByText('5 modifications ne sont pas encore sur le serveur').waitFor()
  expect(records(await saved(lea))).toHaveLength(5)
  expect(await audit.status('S3-5')).not.toBe('string_open')
  await lea.page.getByRole('button', { name: 'Effacer Courant de cette tablette' }).click()
  await lea.page.getByText('a été retiré. Les données de Courant y ont été effacées').waitFor()
  expect(await lea.page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0)
  await lea.leaves()
})

test('a link withdrawn while its audit is open erases the tablet at once when everything was sent', async () => {
  const paul = await audit.tablet('Paul')
  const link = await latestLink()
  await paul.marks('S5-1', 'string_open')
  await expect.poll(() => audit.status('S5-1')).toBe('string_open')
  await expect.poll(() => paul.onlyHere()).toBe('Tout est sur le serveur')
  await audit.server.call('DELETE', `/api/invitations/${link}`)
  await paul.page.getByText('a été retiré. Les données de Courant y ont été effacées').waitFor({ timeout: 30_000 })
  expect(await paul.page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0)
  await paul.leaves()
})

test('a withdrawn link with nothing unsent erases the tablet by itself; taking back the access to one audit erases nothing', async () => {
  const [marc, ines] = [await audit.tablet('Marc'), await audit.tablet('Inès')]
  const link = await latestLink()
  const grants = (await audit.server.call('GET', `/api/rooms/${audit.token}/grants`)) as { body: { person: string; name: string }[] }
  await marc.goesOffline()
  await marc.marks('S4-1', 'string_open')
  const { person } = grants.body.find(({ name }) => name === 'Marc')!
  await audit.server.call('DELETE', `/api/rooms/${audit.token}/grants/${person}`)
  await marc.comesBack()
  await marc.page.getByRole('alert').waitFor({ timeout: 30_000 })
  expect(records(await saved(marc))).toEqual(['S4-1'])
  await audit.server.call('DELETE', `/api/invitations/${link}`)
  await ines.page.reload()
  await ines.page.getByText('a été retiré. Les données de Courant y ont été effacées').waitFor({ timeout: 30_000 })
  await marc.leaves()
  await ines.leaves()
})

/** A scanner types fast and ends with Enter. */
async function scans({ page }: Tablet, serial: string): Promise<void> {
  await page.keyboard.type(serial)
  await page.keyboard.press('Enter')
  await page.waitForTimeout(300)
}

test('a link to read shows the plant, the sheets and the photos, and nothing there writes', async () => {
  const lise = await audit.tablet('Lise', { scope: 'read' })
  const acts = await audit.acts()
  await lise.page.getByText('Lecture seule').waitFor()
  await lise.takes('S2-1')
  const before = await lise.says('S2-1')
  for (const key of ['1', '6', '0', 'Control+z']) await lise.page.keyboard.press(key)
  await scans(lise, 'JKM580N1234567')
  expect([await lise.says('S2-1'), await lise.inHand(), await lise.notices()]).toEqual([before, 'S2-1', []])
  expect(await lise.page.locator('.status-keys, .modes, [aria-keyshortcuts="0"]').count()).toBe(0)
  expect(await lise.page.locator('.panels button').allTextContents()).toEqual(['Fiche', 'Photo'])
  // The last key of a scanner opens the sheet of the module in hand, as it does under a finger.
  const sheet = lise.page.getByRole('dialog')
  await sheet.getByText('Historique du module').waitFor()
  expect(await sheet.locator('textarea, input, .status-buttons, .tag-buttons').count()).toBe(0)
  expect(await lise.onlyHere()).toBe('Tout est sur le serveur')
  expect(await audit.acts()).toBe(acts)
  await lise.leaves()
})

const TAKEN = 'Vous ne pouvez plus que lire cet audit.'

test('a right narrowed while the audit is open takes the keys away at once and loses nothing; widened, it gives them back', async () => {
  const yann = await audit.tablet('Yann')
  const { body } = (await audit.server.call('GET', `/api/rooms/${audit.token}/grants`)) as { body: { person: string; name: string }[] }
  const { person } = body.find(({ name }) => name === 'Yann')!
  await yann.goesOffline()
  await yann.marks('S6-1', 'string_open')
  expect((await audit.server.call('PUT', `/api/rooms/${audit.token}/grants`, { person, scope: 'read' })).status).toBe(204)
  await yann.comesBack()
  await expect.poll(() => yann.notices(), { timeout: 30_000 }).toContain(TAKEN)
  await yann.page.getByText('Lecture seule').waitFor()
  expect(await yann.page.locator('.status-keys, .modes, [aria-keyshortcuts="0"]').count()).toBe(0)
  await expect.poll(() => yann.onlyHere()).toBe('1 modification seulement sur cette tablette')
  await yann.page.getByText('Ce qui n’est pas envoyé reste sur cette tablette').waitFor()
  await yann.page.locator('.field-header .lamp').click()
  const health = yann.page.getByRole('dialog')
  await health.getByText('1 modification refusée par le serveur').waitFor({ timeout: 30_000 })
  await health.getByText('Votre accès ne permet pas cette action').waitFor()
  expect(await health.getByRole('button', { name: 'Enregistrer la file dans un fichier' }).isEnabled()).toBe(true)
  await health.getByRole('button', { name: 'Abandonner' }).click()
  await yann.closesPanel()
  await expect.poll(() => yann.onlyHere()).toBe('Tout est sur le serveur')
  expect(await yann.shows('S6-1')).not.toBe('string_open')
  await audit.server.call('PUT', `/api/rooms/${audit.token}/grants`, { person, scope: 'write' })
  await expect.poll(() => yann.notices()).toContain('Vous pouvez maintenant écrire dans cet audit.')
  await yann.marks('S6-1', 'string_open')
  await expect.poll(() => audit.status('S6-1')).toBe('string_open')
  const told = (await yann.notices()).length
  await audit.server.call('PUT', `/api/rooms/${audit.token}/grants`, { person, scope: 'read' })
  await yann.page.locator('.status-keys').waitFor({ state: 'detached' })
  await expect.poll(async () => (await yann.notices()).slice(told)).toEqual([TAKEN])
  await yann.page.reload()
  await yann.page.getByText('Lecture seule').waitFor()
  await yann.leaves()
})
