import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { STATUS, type Status } from '#audit/electroluminescence/status.ts'
import { accessibilityViolations, device } from '../browser.ts'
import { type Radio, startRadio } from '../radio.ts'
import { type RunningServer, startServer } from '../server.ts'
import { type AuditScene, anAudit } from './scenario.ts'

/** Long enough for a busy machine, short enough to see what is missing. */
const PATIENCE_MS = 15_000
const FIXTURES = 'tests/fixtures/audit'
const LEGACY = [`${FIXTURES}/legacy_export_audits.json`, `${FIXTURES}/legacy_export_modules.json`]

let audit: AuditScene
let empty: RunningServer
let radio: Radio
let camille: Page
let bruno: Page
beforeAll(async () => {
  ;[audit, empty] = await Promise.all([anAudit('JALIBAT'), startServer()])
  radio = await startRadio(() => audit.server.port)
  camille = await audit.desk('Camille Durand')
  bruno = await audit.desk('Bruno Petit')
  for (const page of [camille, bruno]) page.setDefaultTimeout(PATIENCE_MS)
})
afterEach(() => radio.on())
afterAll(async () => {
  await audit?.end()
  await radio?.close()
  await empty?.stop()
})

/** Somebody on a device of their own who was never here. */
async function aVisitor(): Promise<Page> {
  const page = await (await device(audit.browser)).newPage()
  page.setDefaultTimeout(PATIENCE_MS)
  return page
}

/** A part of the audit in the office, reached over this address; Bruno's comes through the air. */
async function opens(page: Page, tab: string, home = audit.server.url): Promise<void> {
  await page.goto(`${home}/audits/${audit.token}/${tab}`)
  await page.getByRole('tab', { selected: true }).waitFor()
}

const card = (page: Page, title: string) => page.locator('.mantine-Paper-root', { has: page.getByRole('heading', { name: title }) })
const sheet = (page: Page) => page.locator('.module-sheet')
const toConfirm = (page: Page) => sheet(page).getByRole('group', { name: 'À confirmer' })

async function opensModule(page: Page, module: string, home?: string): Promise<void> {
  await opens(page, `modules?module=%22${module}%22`, home)
  await sheet(page).waitFor()
}

/** The verdict that is pressed in the open sheet. */
const pressed = (page: Page) => sheet(page).locator('.status-buttons [aria-pressed=true] .status-line').textContent()
const gives = (page: Page, status: string) => sheet(page).locator('.status-buttons').getByRole('button', { name: status }).click()
const notice = (page: Page, text: string | RegExp) => page.locator('.notice').getByText(text).waitFor()

test('two desks on one audit: each sees who else is there and on which module', async () => {
  await opens(bruno, 'follow', radio.url)
  await opensModule(camille, 'S2-1')
  await card(bruno, 'Qui est où').getByText('Camille Durand · S2-1').waitFor()
  await bruno.getByRole('img', { name: /Camille Durand \(S2-1\)/ }).waitFor()
  await opensModule(bruno, 'S5-1', radio.url)
  await camille.getByRole('img', { name: /Bruno Petit \(S5-1\)/ }).waitFor()
})

test('whoever opens the audit for the first time on a device is seen at once', async () => {
  await opens(bruno, 'follow', radio.url)
  const diane = await audit.desk('Diane Roux')
  await opens(diane, 'follow')
  await card(bruno, 'Qui est où').getByText('Diane Roux').waitFor()
  await diane.context().close()
})

test('every part of the audit is one click away from every other', async () => {
  await opens(camille, 'follow')
  for (const name of ['Plan', 'Modules', 'Photos', 'Configuration', 'Rapport', 'Historique', 'Accès', 'Suivi']) {
    await camille.getByRole('tab', { name }).click()
    await camille.getByRole('tabpanel', { name }).waitFor()
  }
  await card(camille, 'Avancement').waitFor()
})

test('making less serious what a colleague saw asks first, names the colleague, and does only what was answered', async () => {
  await opensModule(camille, 'S2-1')
  await gives(camille, 'Microfissures')
  await opensModule(bruno, 'S2-1', radio.url)
  await expect.poll(() => pressed(bruno)).toContain('Microfissures')
  const question = bruno.getByRole('dialog', { name: 'Rendre un défaut moins grave' })
  await gives(bruno, 'OK')
  await question.getByText('Camille Durand a vu « Microfissures » sur S2-1.').waitFor()
  await question.getByRole('button', { name: 'Laisser' }).click()
  await question.waitFor({ state: 'hidden' })
  expect([await pressed(bruno), await audit.status('S2-1')]).toEqual([expect.stringContaining('Microfissures'), 'microcracks'])
  await gives(bruno, 'OK')
  await question.getByRole('button', { name: 'Remplacer' }).click()
  await expect.poll(() => audit.status('S2-1')).toBe('ok')
  await expect.poll(() => pressed(camille)).toContain('OK')
})

/** Camille and Bruno judge the same module without seeing one another; Bruno's verdict arrives last and stands. Answers which module. */
async function disagreement(ofCamille: Status, ofBruno: Status): Promise<string> {
  const module = [...(await audit.statuses())].find(([, status]) => status === 'ok')![0]
  await opensModule(bruno, module, radio.url)
  radio.off()
  await gives(bruno, STATUS[ofBruno].short.fr)
  await notice(bruno, module)
  await opensModule(camille, module)
  await gives(camille, STATUS[ofCamille].short.fr)
  await expect.poll(() => audit.status(module)).toBe(ofCamille)
  radio.on()
  await expect.poll(() => audit.status(module)).toBe(ofBruno)
  return module
}

test('two desks that did not see one another: both verdicts are shown with their authors, and one of them settles it', async () => {
  const module = await disagreement('microcracks', 'inequality')
  await opens(camille, 'follow')
  const contested = card(camille, 'À confirmer')
  const said = contested.getByText(new RegExp(`^${module}\\s: `))
  await said.waitFor()
  for (const given of ['Microfissures (Camille Durand)', 'Inégalité (Bruno Petit)']) expect(await said.textContent()).toContain(given)
  await contested.getByRole('button', { name: 'Trancher' }).click()
  expect(await accessibilityViolations(camille)).toEqual([])
  await toConfirm(camille).getByRole('button', { name: 'Garder Microfissures' }).click()
  await expect.poll(() => audit.status(module)).toBe('microcracks')
  await camille.keyboard.press('Escape')
  await contested.getByText('Aucun désaccord.').waitFor()
  await opens(bruno, 'follow', radio.url)
  await card(bruno, 'À confirmer').getByText('Aucun désaccord.').waitFor()
})

test('a disagreement is settled at once for the less serious verdict too: both were in view', async () => {
  const module = await disagreement('inequality', 'microcracks')
  await opensModule(camille, module)
  await toConfirm(camille).getByRole('button', { name: 'Garder Inégalité' }).click()
  await notice(camille, module)
  await expect.poll(() => audit.status(module)).toBe('inequality')
  await toConfirm(camille).waitFor({ state: 'detached' })
  expect(await camille.getByRole('dialog', { name: 'Rendre un défaut moins grave' }).count()).toBe(0)
})

test('a declared configuration is previewed, archives nothing silently, and the one that the modules describe is offered and applied', async () => {
  await opens(camille, 'configuration')
  await camille.getByText('La configuration actuelle est déjà celle des modules relevés.').waitFor()
  await camille.getByRole('radiogroup', { name: 'Saisie' }).getByText('Simple').click()
  await camille.getByLabel('Nombre de strings').fill('11')
  await camille.getByLabel('Modules par string').fill('22')
  await camille.getByRole('button', { name: 'Préparer 11 × 22' }).click()
  const preview = camille.locator('.preview')
  for (const said of ['242 → 242 modules', '22 modules apparaissent', '22 modules disparaissent', '22 modules qui portent un résultat']) {
    await preview.getByText(said).waitFor()
  }
  await preview.getByRole('button', { name: 'Appliquer' }).click()
  await expect.poll(async () => (await audit.statuses()).has('S11-22')).toBe(true)
  const compared = card(camille, 'Déclaré et réel')
  for (const [set, count] of [
    ['Communs', 220],
    ['Relevés, absents du déclaré', 22],
    ['Déclarés, introuvables', 22],
  ] as const) {
    expect(
      await compared
        .locator('div', { hasText: new RegExp(`^${set}`) })
        .last()
        .textContent(),
    ).toContain(`${set}${count}`)
  }
  await compared.getByRole('button', { name: 'Préparer 26 + 9 × 24, d’après les modules relevés' }).click()
  await preview.getByRole('button', { name: 'Appliquer' }).click()
  await compared.getByText('La configuration actuelle est déjà celle des modules relevés.').waitFor()
  const after = await audit.statuses()
  expect([after.size, after.has('S1-26'), after.has('S11-22')]).toEqual([242, true, false])
})

test('a configuration is validated, locked for everybody, and unlocked only with a reason that the history keeps', async () => {
  await opens(camille, 'configuration')
  await opens(bruno, 'configuration', radio.url)
  await camille.getByRole('button', { name: 'Valider' }).click()
  await camille.getByRole('button', { name: 'Verrouiller', exact: true }).click()
  await bruno.getByText('La configuration est verrouillée').waitFor()
  await bruno.getByRole('row', { name: 'S1 26' }).waitFor()
  expect(await bruno.getByRole('tabpanel').locator('input, select').count()).toBe(1)
  const unlock = bruno.getByRole('button', { name: 'Déverrouiller' })
  expect(await unlock.isDisabled()).toBe(true)
  await bruno.getByLabel('Pourquoi la déverrouiller').fill('Le string 4 a été rallongé')
  await unlock.click()
  await camille.getByText('Brouillon', { exact: true }).waitFor()
  await opens(camille, 'history')
  await camille.getByRole('table').getByText('Le string 4 a été rallongé').first().waitFor()
})

test('a page asked for while the server is away says so, and comes once it is back', async () => {
  const visitor = await audit.desk('Élise Faure')
  visitor.setDefaultTimeout(PATIENCE_MS)
  await visitor.goto(`${radio.url}/audits`)
  await visitor.getByRole('link', { name: 'JALIBAT' }).waitFor()
  radio.off()
  await visitor.getByRole('link', { name: 'Clients' }).click()
  await visitor.getByRole('alert').getByText('Le serveur ne répond pas').waitFor()
  await visitor.getByRole('button', { name: 'Réessayer' }).click()
  await visitor.getByRole('alert').getByText('Le serveur ne répond pas').waitFor()
  radio.on()
  await visitor.getByRole('heading', { name: 'Clients' }).waitFor()
  await visitor.context().close()
})

test('clients that cannot be listed are said to be so, where an audit is created and where one searches', async () => {
  const visitor = await audit.desk('Noé Blanc')
  visitor.setDefaultTimeout(PATIENCE_MS)
  await visitor.route('**/api/crm/clients?*', route => route.abort())
  await visitor.goto(`${audit.server.url}/audits/new`)
  await visitor.getByRole('group', { name: 'Client' }).getByRole('alert').getByText('Le serveur ne répond pas').waitFor()
  await visitor.keyboard.press('Control+K')
  await visitor.getByPlaceholder('Audit, client, commande').fill('introuvable')
  await visitor.getByRole('dialog').getByText('Le serveur ne répond pas').waitFor()
  await visitor.context().close()
})

test('an audit that is open keeps every tab while the server is away, and says that it is', async () => {
  const visitor = await audit.desk('Nora Petit')
  visitor.setDefaultTimeout(PATIENCE_MS)
  await visitor.goto(`${radio.url}/audits/${audit.token}/follow`)
  await visitor.getByRole('tabpanel').waitFor()
  await visitor.waitForLoadState('networkidle')
  radio.off()
  await visitor.getByText('Hors ligne').waitFor()
  await visitor.getByRole('tab', { name: 'Plan' }).click()
  await visitor.locator('[role=gridcell]').first().waitFor({ state: 'attached' })
  await visitor.getByRole('tab', { name: 'Modules' }).click()
  await visitor.getByRole('columnheader', { name: 'Gravité' }).waitFor()
  radio.on()
  await visitor.getByText('À jour').waitFor()
  await visitor.context().close()
})

test('a link to the audit lets one person in and no further, and taken back it closes what they look at, at once', async () => {
  await opens(camille, 'access')
  await camille.getByLabel('Pour qui').fill('Bureau Lenoir')
  await camille.getByRole('button', { name: 'Créer le lien' }).click()
  const link = await camille.getByLabel('Lien à transmettre').inputValue()
  const guest = await aVisitor()
  await guest.goto(link)
  await guest.getByLabel('Votre nom').fill('Paul Lenoir')
  await guest.getByRole('button', { name: 'Entrer' }).click()
  await guest.locator('[role=gridcell]').first().waitFor({ state: 'attached' })
  expect((await guest.request.get(`${audit.server.url}/api/people`)).status()).toBe(403)
  await camille.reload()
  await camille.getByRole('row', { name: /Bureau Lenoir Lire et marquer .* Utilisé/ }).waitFor()
  await camille.getByRole('row', { name: /Paul Lenoir Lire et marquer/ }).waitFor()
  await camille.getByRole('button', { name: 'Retirer le lien pour Bureau Lenoir' }).click()
  await notice(camille, /Lien retiré/)
  await expect.poll(async () => (await guest.request.get(`${audit.server.url}/api/el/audits/${audit.token}/modules`)).status()).toBe(401)
  await guest.getByText('a été retiré. Les données de Courant y ont été effacées').waitFor()
  await camille.getByRole('row', { name: /Paul Lenoir Lire et marquer/ }).waitFor({ state: 'detached' })
  await guest.context().close()
})

test('a colleague is invited with a role, comes in, and a changed role holds from the next thing they do', async () => {
  await camille.goto(`${audit.server.url}/people`)
  await camille.getByRole('tab', { name: 'Invitations' }).click()
  await camille.getByLabel('Rôle', { exact: true }).selectOption({ label: 'Technicien' })
  await camille.getByLabel('Adresse électronique (facultative)').fill('lea@example.org')
  await camille.getByRole('button', { name: 'Créer le lien' }).click()
  const lea = await aVisitor()
  await lea.goto(await camille.getByLabel('Lien à transmettre').inputValue())
  await lea.getByText('Technicien').waitFor()
  await lea.getByLabel('Votre nom').fill('Léa Martin')
  await lea.getByLabel('Choisissez un mot de passe').fill('un bon mot de passe')
  await lea.getByRole('button', { name: 'Entrer' }).click()
  await lea.waitForURL(`${audit.server.url}/audits`)
  await opensModule(lea, 'S3-1')
  await gives(lea, 'String ouvert')
  await expect.poll(() => audit.status('S3-1')).toBe('string_open')
  await camille.getByRole('tab', { name: 'Personnes' }).click()
  await camille.getByLabel('Rôle de Léa Martin').selectOption({ label: 'Lecteur' })
  await notice(camille, /Léa Martin.*Lecteur/)
  const asked: string[] = []
  camille.on('request', request => request.url().endsWith('/password-link') && asked.push(request.url()))
  await camille.getByRole('button', { name: 'Lien de mot de passe pour Léa Martin' }).dblclick()
  await camille.getByLabel('Lien à transmettre').waitFor()
  await camille.waitForLoadState('networkidle')
  expect(asked).toHaveLength(1)
  await opensModule(lea, 'S3-1')
  expect(await sheet(lea).getByRole('button', { name: 'Non raccordé' }).count()).toBe(0)
  const mark = { status: 'not_connected', technicianId: 'lea' }
  const headers = { origin: audit.server.url }
  const answer = await lea.request.post(`${audit.server.url}/api/audit/${audit.token}/module/S3-1`, { data: mark, headers })
  expect([answer.status(), await answer.json()]).toMatchObject([403, { code: 'not-allowed' }])
  await expect
    .poll(async () => ((await (await lea.request.get(`${audit.server.url}/api/me`)).json()) as { role: string }).role)
    .toBe('viewer')
  expect(await audit.status('S3-1')).toBe('string_open')
  await lea.context().close()
})

async function drops(page: Page, files: string[]): Promise<void> {
  await page.goto(`${empty.url}/audits/import`)
  await page.locator('input[type=file]').setInputFiles(files)
}

async function aDeskOnEmptyServer(): Promise<Page> {
  const { body } = (await empty.call('POST', '/api/invitations', { role: 'owner', email: 'camille@example.org' })) as {
    body: { address: string }
  }
  const page = await aVisitor()
  await page.goto(body.address)
  await page.getByLabel('Votre nom').fill('Camille Durand')
  await page.getByLabel('Choisissez un mot de passe').fill('un bon mot de passe')
  await page.getByRole('button', { name: 'Entrer' }).click()
  await page.waitForURL(`${empty.url}/audits`)
  return page
}

test('the files of the older programs are shown, imported, and a second time there is nothing to write', async () => {
  const page = await aDeskOnEmptyServer()
  await drops(page, LEGACY)
  const jalibat = card(page, 'JALIBAT')
  await jalibat.getByText('220 en commun, 22 absents du déclaré, 22 introuvables').waitFor()
  await page.getByText('462 modules repris').waitFor()
  expect(((await empty.call('GET', '/api/audits')) as { body: { audits: unknown[] } }).body.audits).toEqual([])
  await page.getByRole('button', { name: 'Importer', exact: true }).click()
  await notice(page, 'Import terminé')
  await drops(page, LEGACY)
  await page.getByText('Tout est déjà là').waitFor()
  expect(await page.getByRole('button', { name: 'Importer', exact: true }).count()).toBe(0)
  await jalibat.getByRole('link', { name: 'Ouvrir l’audit' }).click()
  await page.getByText('/26', { exact: false }).first().waitFor()

  await drops(page, [`${FIXTURES}/diagpv_import_mppt_242.json`])
  await page.getByText('26 + 9 × 24').first().waitFor()
  await page.getByRole('button', { name: 'Importer', exact: true }).click()
  await notice(page, 'Import terminé')
  await page.getByRole('link', { name: 'Ouvrir l’audit' }).click()
  await page.getByText('0 sur 242').waitFor()
  await drops(page, [`${FIXTURES}/diagpv_import_mppt_242.json`])
  await page.getByText('Tout est déjà là').waitFor()
  await page.context().close()
})
