import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ATTACHED } from '#audit/report/el-report.ts'
import type { ElSnapshot } from '#audit/report/el-snapshot.ts'
import { type ReadPdf, readPdf } from '../pdf-reading.ts'
import { type AuditScene, anAudit, type Tablet } from './scenario.ts'

let audit: AuditScene
beforeAll(async () => {
  audit = await anAudit('JALIBAT')
})
afterAll(() => audit?.end())

/** The PDF behind the button of a line, as the browser gets it. */
async function pdfOf(page: Page, name: RegExp): Promise<Buffer> {
  const link = page.getByRole('link', { name }).first()
  await link.waitFor({ timeout: 60_000 })
  const address = new URL((await link.getAttribute('href')) ?? '', audit.server.url).href
  const response = await page.context().request.get(address)
  expect([response.status(), response.headers()['content-type']]).toEqual([200, 'application/pdf'])
  return response.body()
}

function pagesOf(pdf: ReadPdf): number {
  return Number(/Pages: +(\d+)/.exec(pdf.info)![1])
}

/** The verdicts that a report froze. */
function verdictsIn(pdf: ReadPdf): string[] {
  return (JSON.parse(pdf.attachment(ATTACHED)) as ElSnapshot).modules.map(module => module.status)
}

/** Takes a photo of a module, until the server has it. */
async function photographs(tablet: Tablet, module: string, name: string): Promise<void> {
  const buffer = await sharp({ create: { width: 2400, height: 1600, channels: 3, background: '#356' } })
    .jpeg()
    .toBuffer()
  await tablet.takes(module)
  await tablet.page.getByRole('button', { name: 'Photo' }).click()
  await tablet.page.locator('input[type=file]').setInputFiles([{ name, mimeType: 'image/jpeg', buffer }])
  await tablet.page.locator('.photos img').waitFor()
  await tablet.closesPanel()
  await expect.poll(() => tablet.onlyHere(), { timeout: 20_000 }).toBe('Tout est sur le serveur')
}

test('from the office a draft, then a revision are printed while a colleague writes; each holds the 242 modules of its moment', async () => {
  const [camille, adrien] = await Promise.all([audit.desk('Camille Durand'), audit.tablet('Adrien')])
  await camille.goto(`${audit.server.url}/audits/${audit.token}/report`)
  await camille.getByRole('button', { name: 'Imprimer un brouillon' }).click()
  await camille.getByRole('progressbar').waitFor()
  const draft = readPdf(await pdfOf(camille, /Brouillon/))
  expect(draft.text).toContain('242')
  for (let page = 1; page <= pagesOf(draft); page++) expect(draft.watermark(page)).toContain('BROUILLON')
  await camille.getByLabel('Motif de la révision').fill('Première remise')
  await camille.getByRole('button', { name: 'Émettre une révision' }).click()
  await adrien.marksTogether('S1-1', 'S1-6', 'string_open')
  const issued = readPdf(await pdfOf(camille, /Révision 1/))
  issued.check()
  expect(issued.text).toContain('JALIBAT')
  for (let page = 1; page <= pagesOf(issued); page++) expect(issued.watermark(page)).not.toContain('BROUILLON')
  expect(issued.text).toMatch(/n° A4E19950-R1\b/)
  expect(issued.text).not.toMatch(/Révision 2|A4E19950-R2/)
  for (const module of ['S1-7', 'S5-12', 'S10-24']) expect(issued.text).toContain(module)
  await expect.poll(() => audit.status('S1-6')).toBe('string_open')
  await photographs(adrien, 'S3-4', 'EL_S3-4.jpg')
  // A double click is one wish: it issues one revision.
  await camille.getByRole('button', { name: 'Émettre une révision' }).dblclick()
  const second = readPdf(await pdfOf(camille, /Révision 2/))
  expect(second.text).toMatch(/n° A4E19950-R2\b/)
  expect(second.text).toMatch(/Cette révision remplace la révision 1\./)
  expect(second.text).toContain('EL_S3-4.jpg')
  expect(second.photos).toEqual([{ page: expect.any(Number), width: 1000, height: 667 }])
  expect([verdictsIn(draft), verdictsIn(issued), verdictsIn(second)].map(verdicts => verdicts.length)).toEqual([242, 242, 242])
  const open = (pdf: ReadPdf) => verdictsIn(pdf).filter(status => status === 'string_open').length
  expect([open(draft), open(second)]).toEqual([0, 6])
  expect([0, 6]).toContain(open(issued))
  await camille.getByText('remplace la révision 1').waitFor()
  const asked = await camille.request.get(`${audit.server.url}/api/audits/${audit.token}/reports`)
  const { reports } = (await asked.json()) as { reports: { kind: string; revision: number }[] }
  expect(reports.filter(({ kind }) => kind === 'issued').map(({ revision }) => revision)).toEqual([2, 1])
})
