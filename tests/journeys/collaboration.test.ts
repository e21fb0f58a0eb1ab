import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type AuditScene, anAudit, moduleOfJalibat, modulesOfJalibat, type Tablet } from './scenario.ts'

let audit: AuditScene
let adrien: Tablet
let sophie: Tablet
beforeAll(async () => {
  audit = await anAudit('JALIBAT')
  adrien = await audit.tablet('Adrien')
  sophie = await audit.tablet('Sophie')
})
afterAll(() => audit?.end())
afterEach(() => Promise.all([adrien.comesBack(), sophie.comesBack()]))

const SOON = { timeout: 5_000 }
const AFTER_THE_DEAD_ZONE = { timeout: 20_000 }

test('two technicians at once: each sees the other’s verdict within 5 s, a notice says who, and both see two people', async () => {
  await adrien.takes('S1-1')
  await sophie.takes('S1-1')
  await adrien.marks(moduleOfJalibat(1), 'microcracks')
  await expect.poll(() => sophie.shows(moduleOfJalibat(1)), SOON).toBe('microcracks')
  await expect.poll(() => sophie.notices(), SOON).toEqual(['Adrien a marqué S1-1\u202f: Microfissures'])
  await sophie.marks(moduleOfJalibat(2), 'inequality')
  await expect.poll(() => adrien.shows(moduleOfJalibat(2)), SOON).toBe('inequality')
  await expect.poll(() => Promise.all([adrien.people(), sophie.people()]), SOON).toEqual([2, 2])
})

test('eleven modules judged without network are counted in the header, and arrive whole', async () => {
  const modules = modulesOfJalibat(10, 20)
  await adrien.goesOffline()
  await expect.poll(() => adrien.onlyHere(), AFTER_THE_DEAD_ZONE).toContain('Hors ligne')
  await adrien.takes(modules[0]!)
  for (const _ of modules) await adrien.taps('string_open')
  await expect.poll(() => adrien.onlyHere(), SOON).toContain('11 modifications seulement sur cette tablette')
  const before = await audit.statuses()
  expect(modules.filter(module => before.get(module) === 'string_open')).toEqual([])
  await adrien.comesBack()
  await expect.poll(() => adrien.onlyHere(), AFTER_THE_DEAD_ZONE).toBe('Tout est sur le serveur')
  const after = await audit.statuses()
  expect(modules.filter(module => after.get(module) !== 'string_open')).toEqual([])
  await expect.poll(() => Promise.all(modules.map(sophie.shows)), SOON).toEqual(modules.map(() => 'string_open'))
})

test('a dead zone breaks no line and says nothing: the header still tells the truth, and the verdict arrives afterwards', async () => {
  adrien.entersDeadZone()
  await adrien.marks('S10-1', 'string_open')
  await expect.poll(() => adrien.onlyHere(), { timeout: 40_000 }).toBe('Hors ligne · 1 modification seulement sur cette tablette')
  expect(await audit.status('S10-1')).toBe('dead')
  await adrien.comesBack()
  await expect.poll(() => adrien.onlyHere(), AFTER_THE_DEAD_ZONE).toBe('Tout est sur le serveur')
  expect(await audit.status('S10-1')).toBe('string_open')
  await expect.poll(() => sophie.notices(), SOON).toContain('Adrien a marqué S10-1\u202f: String ouvert')
})

test('eleven modules chosen together are one act and one notice', async () => {
  const modules = modulesOfJalibat(30, 40)
  await sophie.takes(modules[0]!)
  const [told, acts] = [await sophie.notices(), await audit.acts()]
  await adrien.marksTogether(modules[0]!, modules.at(-1)!, 'string_open')
  expect(await Promise.all(modules.map(adrien.shows))).toEqual(modules.map(() => 'string_open'))
  await expect.poll(() => Promise.all(modules.map(sophie.shows)), SOON).toEqual(modules.map(() => 'string_open'))
  await expect
    .poll(async () => (await sophie.notices()).slice(told.length), SOON)
    .toEqual(['Adrien a marqué S2-4 … S2-14\u202f: String ouvert'])
  expect(await audit.acts()).toBe(acts + 1)
  await adrien.undoes()
  await expect.poll(() => sophie.shows('S2-5'), SOON).toBe('dead')
  expect(await audit.acts()).toBe(acts + 2)
})

test('two verdicts given without seeing one another are both kept, shown to confirm, and settled with one tap', async () => {
  for (const tablet of [adrien, sophie]) await tablet.goesOffline()
  await adrien.marks('S3-13', 'string_open')
  await sophie.marks('S3-13', 'not_connected')
  await adrien.comesBack()
  await expect.poll(() => audit.status('S3-13'), AFTER_THE_DEAD_ZONE).toBe('string_open')
  await sophie.comesBack()
  for (const tablet of [adrien, sophie]) {
    await expect.poll(() => tablet.says('S3-13'), AFTER_THE_DEAD_ZONE).toBe('S3-13, Non raccordé, à confirmer contre String ouvert')
  }
  await adrien.takes('S3-13')
  await adrien.page.getByRole('button', { name: 'Fiche' }).click()
  const disagreement = adrien.page.getByRole('group', { name: 'À confirmer' })
  await disagreement.getByText('Sophie').waitFor()
  await disagreement.getByText('Adrien').waitFor()
  await disagreement.getByRole('button', { name: /String ouvert/ }).click()
  await adrien.closesPanel()
  for (const tablet of [adrien, sophie]) await expect.poll(() => tablet.says('S3-13'), SOON).toBe('S3-13, String ouvert')
})

test('who comes back from a dead zone is told once, in one sentence, of the disagreements their marks caused', async () => {
  const modules = ['S9-1', 'S9-2', 'S9-3']
  for (const module of modules) await sophie.marks(module, 'string_open')
  await expect.poll(() => adrien.shows('S9-3'), SOON).toBe('string_open')
  await adrien.goesOffline()
  for (const module of ['S9-1', 'S9-2']) await adrien.marks(module, 'dead')
  for (const module of modules) await sophie.marks(module, 'not_connected')
  await expect.poll(() => audit.status('S9-3'), SOON).toBe('not_connected')
  await adrien.comesBack()
  const disagreement = 'S9-1 et S9-2\u202f: désaccord avec Sophie, à confirmer'
  await expect.poll(() => adrien.notices(), AFTER_THE_DEAD_ZONE).toContain(disagreement)
  await expect.poll(() => sophie.notices(), SOON).toContain('S9-1 et S9-2\u202f: désaccord avec Adrien, à confirmer')
  expect((await adrien.notices()).filter(said => said.includes('désaccord') && said.includes('S9-'))).toEqual([disagreement])
})

test('different fields of one module both survive', async () => {
  for (const tablet of [adrien, sophie]) await tablet.goesOffline()
  await adrien.marks('S4-1', 'string_open')
  await sophie.comments('S4-1', 'Boîtier de jonction ouvert')
  for (const tablet of [adrien, sophie]) await tablet.comesBack()
  for (const tablet of [adrien, sophie]) {
    await expect.poll(() => tablet.says('S4-1'), AFTER_THE_DEAD_ZONE).toBe('S4-1, String ouvert, avec commentaire ou photo')
  }
})

test('undoing leaves a colleague’s later edit alone', async () => {
  await adrien.takes('S5-1')
  await adrien.marksTogether('S5-1', 'S5-2', 'string_open')
  await expect.poll(() => sophie.shows('S5-2'), SOON).toBe('string_open')
  await sophie.marks('S5-2', 'dead')
  await expect.poll(() => adrien.shows('S5-2'), SOON).toBe('dead')
  await adrien.undoes()
  await expect.poll(() => sophie.shows('S5-1'), SOON).not.toBe('string_open')
  expect([await adrien.shows('S5-2'), await sophie.shows('S5-2')]).toEqual(['dead', 'dead'])
})

test('who was away so long that the audit comes whole is told all the same of the disagreements that their marks met', async () => {
  const [module] = [...(await audit.statuses())].find(([id, status]) => id.startsWith('S10-') && status === 'ok')!
  await sophie.goesOffline()
  await sophie.marks(module, 'not_connected')
  await adrien.marks(module, 'string_open')
  await expect.poll(() => audit.status(module), SOON).toBe('string_open')
  await adrien.goesOffline()
  await sophie.comesBack()
  await expect.poll(() => audit.status(module), AFTER_THE_DEAD_ZONE).toBe('not_connected')
  for (let round = 0; round < 25; round++) {
    const modules = modulesOfJalibat(1, 218).map(id => ({ module_id: id, status: round % 2 ? 'dead' : 'ok' }))
    const karim = { technicianId: 'karim', technicianName: 'Karim' }
    expect((await audit.server.call('POST', `/api/audit/${audit.token}/modules`, { modules, ...karim })).status).toBe(200)
  }
  await adrien.comesBack()
  await expect.poll(() => adrien.notices(), AFTER_THE_DEAD_ZONE).toContain(`${module}\u202f: désaccord avec Sophie, à confirmer`)
})
