import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPdfRenderer } from '#kernel/pdf/render.server.ts'
import { emptySnapshot, jalibatSnapshot, wideSnapshot } from '../../../tests/el-snapshots.ts'
import { type ReadPdf, readPdf } from '../../../tests/pdf-reading.ts'
import { DEMO_PERSON } from '../demo/demo-person.ts'
import { elDocument } from './el-document.ts'
import { ATTACHED } from './el-report.ts'
import type { ElSnapshot } from './el-snapshot.ts'

const TEMPLATE = readFileSync(new URL('el-report.typ', import.meta.url), 'utf8')
const renderer = openPdfRenderer()
afterAll(() => renderer.stop())

async function print(
  snapshot: ElSnapshot,
  pictures = new Map<string, Uint8Array>(),
): Promise<ReadPdf & { bytes: Uint8Array; pages: number }> {
  const file = await renderer.render(elDocument(snapshot, TEMPLATE, pictures))
  return { ...readPdf(file.bytes), ...file }
}

/** Every module of the plan is written, whole and on its page. */
function expectEveryModule(pdf: ReadPdf, snapshot: ElSnapshot): void {
  const shown = new Set(pdf.words.filter(word => word.inside).map(word => word.text))
  const wanted = snapshot.plant.strings.flatMap(({ number, count }) => Array.from({ length: count }, (_, i) => `S${number}-${i + 1}`))
  expect(wanted.filter(id => !shown.has(id))).toEqual([])
  expect(pdf.words.filter(word => !word.inside)).toEqual([])
}

function expectNoHole(pdf: ReadPdf): void {
  expect(pdf.text).not.toMatch(/\b(null|undefined|NaN|N\/A)\b/)
  expect(pdf.text).not.toMatch(/\{\{|□/)
}

describe('the audit of 242 modules', () => {
  let pdf: Awaited<ReturnType<typeof print>>
  beforeAll(async () => {
    pdf = await print(jalibatSnapshot())
  })

  test('names its 242 modules, none cut by the edge of a page', () => {
    expectEveryModule(pdf, jalibatSnapshot())
    expectNoHole(pdf)
  })

  test('counts 58 OK, 2 microcracks and 182 dead, and says the worst first', () => {
    expect(pdf.text).toMatch(/Total +58 +0 +2 +182 .*100 % +242/)
    expect(pdf.text).toContain('À faire d’abord : 182 modules à remplacer')
    expect(pdf.text).toContain('S3 (22 sur 24), S4 (22 sur 24), S9 (22 sur 24)')
  })

  test('says that the declared 11 × 22 is not the plant of 26 + 9 × 24', () => {
    expect(pdf.text.replace(/\s+/g, ' ')).toContain(
      'Déclaré : 11 × 22. Constaté : 26 + 9 × 24. 220 identifiants en commun, 22 absents de la déclaration, 22 déclarés sans exister.',
    )
    expect(pdf.text).toContain('S11-1 … S11-22')
  })

  test('is tagged, archival, embedded, undamaged, with bookmarks for every section', () => {
    pdf.check()
    expect(pdf.info).toMatch(/Tagged: +yes/)
    expect(pdf.info).toContain('Rapport d’audit électroluminescence – JALIBAT')
    expect(Buffer.from(pdf.bytes).toString('latin1')).toMatch(/<pdfaid:part>3<\/pdfaid:part><pdfaid:conformance>A</)
    expect(pdf.missingFonts).toEqual([])
    expect(pdf.outline.join('|')).toMatch(
      /Synthèse.*Configuration.*Résultats par string.*Plan.*remplacer.*constats.*confirmer.*Historique.*Méthode.*Intégrité.*Signatures/,
    )
  })

  test('carries the frozen facts, and gives the same bytes from them', async () => {
    const attached = pdf.attachment(ATTACHED)
    expect(attached).toBe(JSON.stringify(jalibatSnapshot()))
    const again = await print(JSON.parse(attached) as ElSnapshot)
    expect(Buffer.compare(again.bytes, pdf.bytes)).toBe(0)
  })

  test('bears page, revision and hash on every page, and no watermark', () => {
    const pages = pdf.text.split('\f').slice(0, -1)
    expect(pages).toHaveLength(pdf.pages)
    for (const [i, page] of pages.entries()) {
      expect(page).toContain(`Page ${i + 1} sur ${pdf.pages}`)
      expect(page).toMatch(/Révision 1, 28 oct\. 2025 à 08:30 +Empreinte d1c3a5be90f2/)
    }
    for (const page of pages.slice(1)) expect(page).toContain('Rapport d’audit électroluminescence · n° A4E19950-R1')
    expect(pdf.text).not.toContain('BROUILLON')
    expect(pdf.text).not.toContain('Sommaire')
    expect(pages.at(-1)).toMatch(/Établi par +Vérifié par +Reçu pour le client par\s+Sophie Martin/)
  })

  test('tells comments with author and Paris time, and who worked from when to when', () => {
    expect(pdf.text).toContain('MEME MPPT TRANCKER STRING SUD')
    expect(pdf.text).toContain('Sophie Martin, 27 oct. 2025 à 10:43')
    expect(pdf.text).toMatch(/Karim Benali +26 oct\. 2025 à 22:20 +27 oct\. 2025 à 04:04 +183/)
    expect(pdf.text).toContain('484 actes enregistrés, du 26 oct. 2025 à 22:14 au 27 oct. 2025 à 04:04')
  })
})

describe('strings of 60 modules with 40 photos, in English', () => {
  let pdf: Awaited<ReturnType<typeof print>>
  let snapshot: ElSnapshot
  beforeAll(async () => {
    const wide = await wideSnapshot({ language: 'en' })
    snapshot = wide.snapshot
    pdf = await print(snapshot, wide.pictures)
  })

  test('are cut into three bands, every module whole and on its page', () => {
    expect(pdf.text).toContain('Columns 21 to 40 of 60 (band 2 of 3)')
    expectEveryModule(pdf, snapshot)
    expectNoHole(pdf)
  })

  test('lists its contents, and no page is empty', () => {
    expect(pdf.text).toMatch(/Contents\s+1 +Summary[ .]+1 +7 +Modules to confirm[ .]+13/)
    for (let page = 1; page <= pdf.pages; page++)
      expect(pdf.words.filter(word => word.page === page).length, `page ${page}`).toBeGreaterThan(60)
  })

  test('every photo is there under its name, and tags, serials and disagreements are told', () => {
    for (const photo of snapshot.photos) expect(pdf.text).toContain(photo.name)
    expect(pdf.photos.filter(({ width, height }) => width === 800 && height === 480)).toHaveLength(40)
    expect(pdf.text).toContain('Bypass diode')
    expect(pdf.text).toContain('SN24-7046')
    expect(pdf.text).toMatch(/S1-2 +H +Dead · Sophie Martin, 13 Mar 2026, 00:41 +M +Microcracks · Karim Benali/)
    expect(pdf.text).toContain('This revision replaces revision 1. Reason: string 4 repris de nuit')
  })

  test('no French remains but what people wrote', () => {
    const ours = pdf.text.replaceAll(/Trace de choc[^.]*\.|À revoir[^.]*\.|dangereux\./g, '')
    expect(ours).not.toMatch(/Synthèse|Empreinte|remplacer|Historique|Gravité/)
    expect(pdf.text).toMatch(/57\.6 kWp \(240 × 240 Wp\)/)
  })
})

test('a draft says so across every page and in its head', async () => {
  const pdf = await print(jalibatSnapshot({ state: 'draft' }))
  expect(pdf.text).toContain('Brouillon, sans valeur de rapport')
  expect(pdf.text).toContain('Brouillon du 28 oct. 2025 à 08:30')
  expect(pdf.text).toContain('n° A4E19950-BROUILLON')
  expect(pdf.text).not.toContain('Signatures')
  for (let page = 1; page <= pdf.pages; page++) expect(pdf.watermark(page)).toContain('BROUILLON')
})

test('an audit in which nothing was entered says what is missing, by name', async () => {
  const pdf = await print(emptySnapshot())
  expectNoHole(pdf)
  expect(pdf.text).toContain('date de visite, modèle de module, puissance d’un module')
  expect(pdf.text).toContain('Aucun string configuré')
  expect(pdf.text).toContain('Aucun acte n’a été enregistré.')
})

test('what the terminal of the server imported and what the demo shows are signed as such', async () => {
  const snapshot = jalibatSnapshot()
  snapshot.comments.push({ module: 'S1-8', by: DEMO_PERSON, at: '2025-10-27T00:00:00.000Z', text: 'Vu en démonstration' })
  snapshot.comments.push({ module: 'S1-7', by: 'operator', at: '2025-10-27T00:00:00.000Z', text: 'Repris de l’ancien outil' })
  const { text } = await print(snapshot)
  expect(text).toMatch(/Terminal du serveur/)
  expect(text).toMatch(/Démonstration/)
  expect(text).not.toMatch(/inconnue/)
})

test('a comment is never cut: words longer than a line are folded, and a character without a shape is told', async () => {
  const snapshot = jalibatSnapshot()
  const at = '2025-10-27T00:00:00.000Z'
  for (const text of ['m'.repeat(300), '中', 'Vue de nuit. '.repeat(200)])
    snapshot.comments.push({ module: 'S1-7', by: 'person-karim', at, text })
  snapshot.audit.project = 'Ombrières de la ferme des Amandiers, tranche nord et extension de l’entrepôt frigorifique, lot 2'
  const pdf = await print(snapshot)
  expect(pdf.words.filter(word => !word.inside)).toEqual([])
  expect(pdf.text.match(/m{20,}/g)!.join('')).toBe('m'.repeat(300))
  expect(pdf.text.replace(/\s+/g, ' ').match(/Vue de nuit\./g)).toHaveLength(200)
  expect(pdf.text).toContain('□ : caractère que la police ne sait pas dessiner')
})

test('a photo that never arrived is named, in its place and once more at the end', async () => {
  const snapshot = jalibatSnapshot()
  snapshot.photos.push({ module: 'S1-7', by: 'person-karim', at: '2025-10-27T00:00:00.000Z', name: 'IMG_0007.HEIC', file: 'c'.repeat(64) })
  const pdf = await print(snapshot)
  expect(pdf.text).toContain('1 photo n’a pas pu être imprimée')
  expect(pdf.text.match(/IMG_0007\.HEIC/g)).toHaveLength(2)
  expect(pdf.text.replace(/\s+/g, ' ')).toContain('Photo IMG_0007.HEIC : fichier absent du serveur ou illisible, non imprimée')
})
