import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessibilityViolations, PHONE, TABLET } from '../browser.ts'
import { type AuditScene, anAudit, modulesOfJalibat } from './scenario.ts'

const SHOTS = process.env.SHOTS

let audit: AuditScene
let camille: Page
beforeAll(async () => {
  audit = await anAudit('JALIBAT')
  camille = await audit.desk('Camille Durand')
  camille.setDefaultTimeout(15_000)
})
afterAll(() => audit?.end())

const opens = async (tab: string) => {
  await camille.goto(`${audit.server.url}/audits/${audit.token}/${tab}`)
  await camille.getByRole('tab', { selected: true }).waitFor()
}
const notice = (text: string | RegExp) => camille.locator('.notice', { hasText: text })
const act = (text: string) => camille.getByRole('row', { name: new RegExp(text) })

/** What is on the screen, once it stands still, can be read by everybody. */
async function seen(name: string): Promise<void> {
  await camille.waitForFunction(() =>
    document
      .getAnimations()
      .every(({ effect, playState }) => playState !== 'running' || effect?.getTiming().iterations === Number.POSITIVE_INFINITY),
  )
  if (SHOTS) await camille.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true })
  expect(await accessibilityViolations(camille), name).toEqual([])
}

/** How many modules the plant has, and how many of these are cut off. */
async function standing(): Promise<[number, number]> {
  const statuses = [...(await audit.statuses()).values()]
  return [statuses.length, statuses.filter(status => status === 'string_open').length]
}

test('the act that brought the plant in cannot be taken back from the history: it leads to the configuration', async () => {
  await opens('history')
  const first = act('1 .* a importé 242 modules')
  await first.waitFor()
  expect(await first.getByRole('button', { name: /^Annuler/ }).count()).toBe(0)
  await seen('history')
  await first.getByRole('button', { name: /Se change dans la configuration/ }).click()
  await camille.getByRole('tab', { name: 'Configuration', selected: true }).waitFor()
  expect((await standing())[0]).toBe(242)
})

test('an act on many modules is taken back after a question, and done again from its notice', async () => {
  const modules = modulesOfJalibat(1, 74).map(id => ({ module_id: id, status: 'string_open' }))
  const { status } = await audit.server.call('POST', `/api/audit/${audit.token}/modules`, {
    modules,
    technicianId: 'karim',
    technicianName: 'Karim',
  })
  expect(status).toBe(200)
  await opens('history')
  const undo = act('74 modules').getByRole('button', { name: /^Annuler/ })
  await undo.click()
  const question = camille.getByRole('dialog', { name: 'Annuler un acte sur 74 modules' })
  await seen('undo-asked')
  await question.getByRole('button', { name: 'Laisser' }).click()
  await question.waitFor({ state: 'hidden' })
  expect(await standing()).toEqual([242, 74])
  await undo.click()
  await question.getByRole('button', { name: 'Annuler cet acte' }).click()
  await notice('Annulé').getByRole('button', { name: 'Rétablir' }).click()
  await notice('Rétabli').getByRole('button', { name: 'Annuler' }).waitFor()
  await expect.poll(standing).toEqual([242, 74])
  await act('74 modules .*rétabli').waitFor()
})

test('a name that no module has shows no act', async () => {
  await opens('history')
  await act('242 modules').waitFor()
  await camille.getByLabel('Module', { exact: true }).fill('n importe')
  await camille.getByText('« n importe » ne nomme aucun module').waitFor()
  expect(await camille.getByRole('row', { name: /modules/ }).count()).toBe(0)
  await seen('history-unknown')
})

test('a prepared configuration survives another tab and a reload, says that it is not saved, and can be dropped', async () => {
  await opens('configuration')
  await camille.getByText('Par string').click()
  await camille.getByLabel('Nom sur site du string 1', { exact: true }).fill('Nord')
  await camille.getByRole('tab', { name: 'Plan' }).click()
  await camille.getByRole('tab', { name: 'Configuration' }).click()
  await camille.getByText('Brouillon non enregistré').waitFor()
  await camille.reload()
  await camille.getByText('Brouillon non enregistré').waitFor()
  expect(await camille.getByLabel('Nom sur site du string 1', { exact: true }).inputValue()).toBe('Nord')
  await seen('configuration-draft')
  await camille.getByRole('button', { name: 'Abandonner ces changements' }).first().click()
  await camille.getByText('Brouillon non enregistré').waitFor({ state: 'detached' })
  expect(await camille.evaluate(() => Object.keys(localStorage).filter(key => key.includes('configuration')))).toEqual([])
})

test('numbers typed and not prepared yet survive another tab and a reload, and can be dropped', async () => {
  await opens('configuration')
  await camille.getByText('Simple', { exact: true }).click()
  await camille.getByLabel('Nombre de strings').fill('11')
  await camille.getByLabel('Modules par string').fill('')
  await camille.getByRole('tab', { name: 'Plan' }).click()
  await camille.getByRole('tab', { name: 'Configuration' }).click()
  await camille.reload()
  const typed = () => Promise.all(['Nombre de strings', 'Modules par string'].map(label => camille.getByLabel(label).inputValue()))
  await expect.poll(typed).toEqual(['11', ''])
  await seen('configuration-typed')
  await camille.getByRole('button', { name: 'Abandonner ces nombres' }).click()
  expect(await typed()).toEqual(['10', '26'])
  expect(await camille.evaluate(() => Object.keys(localStorage).filter(key => key.includes('configuration')))).toEqual([])
})

test('a pasted list is read in every way of naming, compared, and becomes a draft', async () => {
  await opens('configuration')
  await camille.getByText('Coller une liste').click()
  await camille.getByLabel('Liste de modules').fill('S1-1\nS01-P02\nM003\nS1-1\nbruit\nS2-4')
  await camille.getByText('1 nom n’a pas été compris').waitFor()
  await camille.getByText('« bruit » ne nomme pas un module').waitFor()
  await camille.getByText('1 module cité plusieurs fois : S1-1').waitFor()
  await seen('paste')
  await camille.getByRole('button', { name: 'Préparer 3 + 4' }).click()
  await camille.locator('.preview').getByText('242 → 7 modules').waitFor()
  expect((await standing())[0]).toBe(242)
  await camille.getByRole('button', { name: 'Abandonner ces changements' }).first().click()
})

test('a count that does not fit is refused where it stands, and nothing is created', async () => {
  await camille.goto(`${audit.server.url}/audits/new`)
  const strings = camille.getByLabel('Nombre de strings')
  await strings.fill('99999')
  await strings.blur()
  expect(await strings.inputValue()).toBe('99999')
  await camille.getByText('Un nombre entier de 1 à 5 000.').waitFor()
  expect(await camille.getByText(/^Soit/).count()).toBe(0)
  await seen('count')
  await strings.pressSequentially('abc')
  expect(await strings.inputValue()).toBe('99999')
})

test('on a tablet held upright and on a phone, every button of the plan is on the screen and can be touched', async () => {
  for (const [name, viewport] of Object.entries({ TABLET, PHONE })) {
    await camille.setViewportSize(viewport)
    await opens('plan')
    const keys = camille.locator('.plant-grid-zoom button, .mark-bar button')
    await keys.first().waitFor()
    const reached = await keys.evaluateAll(buttons =>
      buttons.map(button => {
        const { x, y, width, height } = button.getBoundingClientRect()
        return button.contains(document.elementFromPoint(x + width / 2, y + height - 4))
      }),
    )
    expect(reached, name).toEqual(Array.from({ length: 11 }, () => true))
    await seen(`plan-${name}`)
  }
})
