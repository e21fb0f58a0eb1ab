import { readFileSync } from 'node:fs'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessibilityViolations, DESKTOP } from '../browser.ts'
import { OWNER_KEY } from '../server.ts'
import { type AuditScene, anAudit } from './scenario.ts'

const SHOTS = process.env.SHOTS

let audit: AuditScene
beforeAll(async () => {
  audit = await anAudit('JALIBAT')
})
afterAll(() => audit?.end())

async function savedBy(page: Page, button: string): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button }).click()])
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') }
}

/** What is on the screen is looked at, and can be read by everybody. */
async function seen(page: Page, name: string): Promise<void> {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` })
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(({ effect, playState }) => playState !== 'running' || effect?.getTiming().iterations === Number.POSITIVE_INFINITY),
  )
  expect(await accessibilityViolations(page), name).toEqual([])
}

function isFocused(what: Locator): Promise<boolean> {
  return what.evaluate(element => element === document.activeElement)
}

test('the modules on screen are saved as JSON in the documented shape, and as CSV, under the name of the audit', async () => {
  const page = await audit.desk('Sophie')
  await page.goto(`${audit.server.url}/audits/${audit.token}/modules`)
  await page.getByLabel('Statut').selectOption('ok')
  await page.getByRole('status').getByText('58 modules').waitFor()
  await seen(page, 'modules')
  const { name, text } = await savedBy(page, 'Exporter en JSON')
  const saved = JSON.parse(text)
  expect([name, saved.audit_token, saved.total_modules]).toEqual(['JALIBAT-modules.json', audit.token, 58])
  const { body } = (await audit.server.call('GET', `/api/el/audits/${audit.token}/modules`)) as { body: typeof saved }
  const documented = body.modules.filter((module: { status: string }) => module.status === 'ok')
  expect({ ...saved, total_modules: 0 }).toEqual({ ...body, total_modules: 0, modules: documented })
  const csv = await savedBy(page, 'Exporter en CSV')
  expect([csv.name, csv.text.trim().split('\r\n').length]).toEqual(['JALIBAT-modules.csv', 59])
  await page.context().close()
})

test('undo and redo name the act, in the office', async () => {
  const page = await audit.desk('Marc', { language: 'en' })
  await page.goto(`${audit.server.url}/audits/${audit.token}/modules?module=%22S1-1%22`)
  await page.locator('.status-buttons').getByRole('button', { name: 'Dead' }).click()
  await page.locator('.notices').getByText('Marc marked S1-1').first().waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+z')
  await page.locator('.notices').getByText('Undone: S1-1 as “Dead”').waitFor()
  await seen(page, 'undone')
  await page.keyboard.press('Control+y')
  await page.locator('.notices').getByText('Redone: S1-1 as “Dead”').waitFor()
  await page.context().close()
})

test('among 1,000 clients the last one is found in the list, opened, and picked for a new audit', async () => {
  const numbers = Array.from({ length: 1000 }, (_, place) => place + 1)
  const made = numbers.map(number => ({ name: `Toiture ${String(number).padStart(4, '0')}` }))
  const answers = await Promise.all(made.map(client => audit.server.call('POST', '/api/crm/clients', client)))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]))
  const page = await audit.desk('Sophie')
  await page.goto(`${audit.server.url}/audits/clients`)
  await page.getByRole('status').getByText('1\u202f002 clients').waitFor()
  expect(await page.locator('.row-link').count()).toBe(50)
  await page.getByRole('button', { name: 'Voir la suite' }).click()
  await expect.poll(() => page.locator('.row-link').count()).toBe(100)
  await page.getByLabel('Chercher un client').fill('0999')
  await page.getByRole('status').getByText('1 client', { exact: true }).waitFor()
  await seen(page, 'clients')
  await page.getByRole('link', { name: 'Toiture 0999' }).click()
  await page.getByRole('heading', { name: 'Toiture 0999' }).waitFor()
  await page.goto(`${audit.server.url}/audits/new`)
  await page.getByLabel('Chercher : Client').fill('toiture 1000')
  const list = page.getByLabel('Client', { exact: true })
  await expect.poll(() => list.locator('option').allTextContents()).toEqual([expect.stringMatching(/client/i), 'Toiture 1000'])
  await list.selectOption({ label: 'Toiture 1000' })
  await page.getByLabel('Chercher : Client').fill('')
  await expect.poll(() => list.locator('option').count()).toBe(52)
  expect(await list.locator('option:checked').textContent()).toBe('Toiture 1000')
  await seen(page, 'wizard')
  await page.context().close()
})

test('an audit is renamed, archived, found among the archived ones and brought back', async () => {
  const page = await audit.desk('Paul', { role: 'lead' })
  await page.goto(`${audit.server.url}/audits/${audit.token}`)
  const settings = page.getByRole('button', { name: 'Réglages de l’audit' })
  await settings.click()
  const name = page.getByLabel('Nom de l’audit')
  await name.fill('   ')
  await page.getByRole('button', { name: 'Renommer' }).click()
  await page.getByText('des espaces seuls ne suffisent pas').waitFor()
  expect(await isFocused(name)).toBe(true)
  await seen(page, 'audit-settings')
  await name.fill('')
  await name.pressSequentially('Toiture sud'.padEnd(210, '!'))
  expect((await name.inputValue()).length).toBe(200)
  await name.fill('Toiture sud')
  await page.getByRole('button', { name: 'Renommer' }).click()
  await page.getByRole('heading', { level: 1, name: 'Toiture sud' }).waitFor()
  await expect.poll(() => isFocused(settings)).toBe(true)
  await page.locator('.notices').getByRole('button', { name: 'Annuler' }).click()
  await page.getByRole('heading', { level: 1, name: 'JALIBAT' }).waitFor()
  await settings.click()
  await name.fill('Toiture sud')
  await page.getByRole('button', { name: 'Renommer' }).click()
  await page.getByRole('heading', { level: 1, name: 'Toiture sud' }).waitFor()
  await settings.click()
  await page.getByRole('button', { name: 'Archiver l’audit' }).click()
  await page.getByText('Cet audit est archivé').waitFor()
  await expect.poll(() => isFocused(settings)).toBe(true)
  await seen(page, 'audit-archived')
  await page.keyboard.press('Control+k')
  await page.getByPlaceholder('Audit, client, commande…').fill('toiture sud')
  await page.locator('.mantine-Spotlight-action', { hasText: 'Archivé · ' }).waitFor()
  await seen(page, 'archived-found')
  await page.keyboard.press('Escape')
  const { body: row } = (await audit.server.call('GET', `/api/audits/${audit.token}`)) as { body: { client_id: number } }
  await page.goto(`${audit.server.url}/audits/clients/${row.client_id}`)
  await page.getByRole('row', { name: /Toiture sud.*Archivé/ }).waitFor()
  await seen(page, 'archived-client')
  await page.getByRole('link', { name: 'Audits', exact: true }).first().click()
  await page.getByLabel('Avancement').waitFor()
  await expect.poll(() => page.getByRole('link', { name: 'Toiture sud' }).count()).toBe(0)
  await page.getByLabel('Avancement').selectOption('archived')
  await seen(page, 'archived-list')
  await page.getByLabel('Chercher un audit').fill('nulle part')
  await page.getByRole('button', { name: 'Effacer la recherche' }).click()
  expect(await page.getByLabel('Avancement').inputValue()).toBe('archived')
  await page.getByLabel('Chercher un audit').pressSequentially('sud')
  await page.getByRole('link', { name: 'Toiture sud' }).click()
  await page.getByRole('button', { name: 'Remettre dans les listes' }).waitFor()
  await page.goBack()
  await page.getByRole('link', { name: 'Toiture sud' }).waitFor()
  expect([await page.getByLabel('Chercher un audit').inputValue(), await page.getByLabel('Avancement').inputValue()]).toEqual([
    'sud',
    'archived',
  ])
  await page.getByRole('link', { name: 'Audits', exact: true }).first().click()
  await expect.poll(() => page.getByLabel('Chercher un audit').inputValue()).toBe('')
  await page.goBack()
  await page.getByRole('link', { name: 'Toiture sud' }).click()
  await page.getByRole('button', { name: 'Remettre dans les listes' }).click()
  await expect.poll(() => page.getByText('Cet audit est archivé').count()).toBe(0)
  await expect.poll(() => isFocused(page.getByRole('heading', { level: 1 }))).toBe(true)
  const { body } = (await audit.server.call('GET', '/api/audits')) as { body: { audits: { name: string }[] } }
  expect(body.audits.map(row => row.name)).toContain('Toiture sud')
  await page.context().close()
})

test('a technician is not offered what only those who manage may do', async () => {
  const page = await audit.desk('Inès', { role: 'technician' })
  await page.goto(`${audit.server.url}/audits/${audit.token}`)
  await page.getByRole('tab', { name: 'Suivi' }).waitFor()
  await page.getByRole('link', { name: 'Ouvrir sur le terrain' }).waitFor()
  expect(await page.getByRole('button', { name: 'Réglages de l’audit' }).count()).toBe(0)
  expect(await page.getByRole('tab', { name: 'Accès' }).count()).toBe(0)
  await page.getByRole('tab', { name: 'Configuration' }).click()
  await page.getByRole('heading', { name: 'État' }).waitFor()
  expect(await page.getByRole('button', { name: 'Valider' }).count()).toBe(0)
  await page.getByRole('tab', { name: 'Rapport' }).click()
  await page.getByRole('button', { name: 'Imprimer un brouillon' }).waitFor()
  expect(await page.getByRole('button', { name: 'Émettre une révision' }).count()).toBe(0)
  await page.goto(`${audit.server.url}/audits`)
  await page.getByRole('link', { name: 'Clients' }).waitFor()
  expect(await page.getByRole('link', { name: /Nouvel audit|Importer/ }).count()).toBe(0)
  await page.context().close()
})

test('whoever may only read sees every part of an audit, and nothing to change it with', async () => {
  const page = await audit.desk('Nadia', { role: 'viewer' })
  await page.goto(`${audit.server.url}/audits/${audit.token}/plan?module=%22S1-1%22`)
  const sheet = page.getByRole('dialog', { name: 'S1-1' })
  await sheet.getByText('Historique du module').waitFor()
  expect(await page.getByRole('button', { name: 'HS', exact: true }).count()).toBe(0)
  expect(await sheet.getByText('Ajouter des photos').count()).toBe(0)
  await page.goto(`${audit.server.url}/audits/${audit.token}/history`)
  await page.getByRole('cell', { name: /242 modules/ }).waitFor()
  expect(await page.getByRole('button', { name: /^Annuler/ }).count()).toBe(0)
  await page.goto(`${audit.server.url}/audits/${audit.token}/configuration`)
  const panel = page.getByRole('tabpanel')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await panel.getByRole('row', { name: 'S1 26' }).waitFor()
  await panel.getByText('26 + 9 × 24', { exact: true }).waitFor()
  expect(await panel.locator('button, input, select, textarea').count()).toBe(0)
  expect(await accessibilityViolations(page)).toEqual([])
  expect((await audit.server.call('POST', `/api/audits/${audit.token}/reports`, { kind: 'draft' })).status).toBe(202)
  await page.getByRole('tab', { name: 'Rapport' }).click()
  await panel.getByRole('link', { name: 'Ouvrir le PDF : Brouillon' }).waitFor()
  expect(await panel.locator('button, input, select, textarea').count()).toBe(0)
  expect(await accessibilityViolations(page)).toEqual([])
  await page.context().close()
})

test('a long import counts its audits and modules, is left and found again, and comes in whole', async () => {
  const files = copiesOfJalibat(150)
  const page = await audit.desk('Sophie')
  await page.goto(`${audit.server.url}/audits/import`)
  await page.locator('input[type=file]').setInputFiles(files)
  await page.getByText('36\u202f300 lignes lues').waitFor({ timeout: 60_000 })
  await page.getByRole('button', { name: 'Importer', exact: true }).click()
  await page.getByText(/Vous pouvez quitter cette page/).waitFor()
  const counted = page.getByText(/audits? sur 150 · [\d\u202f]+ modules? sur 36\u202f300/)
  await counted.waitFor()
  await seen(page, 'importing')
  await page.getByRole('link', { name: 'Clients' }).click()
  await page.getByRole('link', { name: 'Import' }).first().click()
  await page.getByText('Importer de nouveau les mêmes fichiers ne change rien').waitFor({ timeout: 60_000 })
  const { body } = (await audit.server.call('GET', '/api/audits?size=1')) as { body: { total: number } }
  expect(body.total).toBe(152)
  await page.context().close()
})

test('an import that nobody waits for any more goes on to its end', async () => {
  const files = copiesOfJalibat(20).map(({ name, buffer }) => ({ name, text: buffer.toString() }))
  const tabClosed = new AbortController()
  const response = await fetch(`${audit.server.url}/api/audits/import`, {
    method: 'POST',
    headers: { authorization: `Bearer ${OWNER_KEY}`, accept: 'application/x-ndjson', 'content-type': 'application/json' },
    body: JSON.stringify({ files }),
    signal: tabClosed.signal,
  })
  await response.body?.getReader().read()
  tabClosed.abort()
  const total = async () => ((await audit.server.call('GET', '/api/audits?size=1')) as { body: { total: number } }).body.total
  await expect.poll(total, { timeout: 60_000 }).toBe(172)
})

test('the activity log has no raw word and no id in it, in both languages', async () => {
  await audit.server.call('POST', '/api/invitations', { room: audit.token, scope: 'write' })
  await audit.server.call('POST', '/api/invitations', { role: 'owner' })
  for (const language of ['fr', 'en'] as const) {
    const page = await audit.desk('Sophie', { language, viewport: DESKTOP })
    await page.goto(`${audit.server.url}/people/activity`)
    await page.locator('tbody tr').first().waitFor()
    const cells = await page.locator('tbody td').allTextContents()
    expect(cells.filter(text => /\b(owner|write|viewer|[a-z]+\.[a-z]+)\b|[0-9a-f]{8}-/i.test(text.replace(/\S+@\S+/, '')))).toEqual(
      language === 'en' ? cells.filter(text => /^(.* · )?(Owner|Viewer)$/.test(text)) : [],
    )
    await seen(page, `activity-${language}`)
    await page.context().close()
  }
})

/** The export of one plant, so many times over, each under a token of its own. */
function copiesOfJalibat(times: number): { name: string; mimeType: string; buffer: Buffer }[] {
  const rowsOf = (name: string) => JSON.parse(readFileSync(`tests/fixtures/audit/${name}`, 'utf8'))[0].results as Record<string, unknown>[]
  const [plant] = rowsOf('legacy_export_audits.json')
  const modules = rowsOf('legacy_export_modules.json').filter(row => row.audit_token === plant!.token)
  const tokens = Array.from({ length: times }, () => crypto.randomUUID())
  const audits = tokens.map((token, i) => ({ ...plant, token, project_name: `Copie ${i + 1}` }))
  const rows = tokens.flatMap(token => modules.map(row => ({ ...row, audit_token: token })))
  const file = (name: string, results: unknown) => ({
    name,
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify([{ results }])),
  })
  return [file('audits.json', audits), file('modules.json', rows)]
}

test('among more audits than one page shows, the search and the choice look at all of them', async () => {
  const { body: one } = (await audit.server.call('GET', `/api/audits/${audit.token}`)) as { body: { project_id: number } }
  const visit = { project_id: one.project_id, date: '2031-01-15', type: 'el_audit' }
  const { body: made } = (await audit.server.call('POST', '/api/planning/interventions', visit)) as { body: { id: number } }
  for (let number = 1; number <= 205; number++)
    await audit.server.call('POST', '/api/audits', { intervention_id: made.id, name: `Ombrière N${number}` })
  const page = await audit.desk('Odile')
  await page.goto(`${audit.server.url}/audits`)
  await page.getByRole('button', { name: 'Voir plus d’audits' }).waitFor()
  await page.getByLabel('Avancement').selectOption('not-started')
  await page.getByRole('status').getByText('205 audits').waitFor()
  await page.getByLabel('Avancement').selectOption('all')
  await page.getByLabel('Chercher un audit').focus()
  await page.keyboard.type('ombriere n17', { delay: 60 })
  await page.getByRole('status').getByText('11 audits').waitFor()
  expect(await page.getByLabel('Chercher un audit').inputValue()).toBe('ombriere n17')
  await page.goto(`${audit.server.url}/field`)
  await page.getByLabel('Chercher un audit').fill('sud jalibat')
  await page.getByRole('link', { name: /^Toiture sud/ }).click()
  await page.locator('[role=gridcell]').first().waitFor({ state: 'attached' })
  await page.goto(`${audit.server.url}/field`)
  await page.getByRole('heading', { name: 'Sur cette tablette' }).waitFor()
  await seen(page, 'field-list')
  expect(await page.getByRole('link', { name: /^Toiture sud/ }).count()).toBe(1)
  await page.context().close()
})
