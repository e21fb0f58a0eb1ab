import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileOf, keepFile, readDerived } from '#kernel/file/file.server.ts'
import type { Kernel } from '#kernel/kernel.server.ts'
import type { PdfFile, PdfStep } from '#kernel/pdf/document.ts'
import { Refusal } from '#kernel/refusal.ts'
import { elDocument } from './el-document.ts'
import type { ElSnapshot } from './el-snapshot.ts'
import { notePrinted, noteStep, type PrintRow, type Step, settlePictures, theReport } from './report-table.server.ts'

type Printing = Pick<Kernel, 'database' | 'files' | 'log' | 'pdf'>

const TEMPLATE = readFileSync(new URL('el-report.typ', import.meta.url), 'utf8')
const PROGRESS: Record<PdfStep, number> = { waiting: 0.45, 'laying-out': 0.5, writing: 0.85 }
const underWay = new Map<string, Promise<void>>()

/** Prints a frozen report and keeps the file; done once, however often it is asked for. */
export function printReport(printing: Printing, organisation: string, id: string): Promise<void> {
  const known = underWay.get(id)
  if (known) return known
  const work = print(printing, organisation, id).finally(() => underWay.delete(id))
  underWay.set(id, work)
  return work
}

async function print(printing: Printing, organisation: string, id: string): Promise<void> {
  const { database } = printing
  const row = await database.inOrganisation(organisation, query => theReport(query, id))
  if (row.file) return
  const note = (step: Step, progress: number) => database.inOrganisation(organisation, query => noteStep(query, id, step, progress))
  try {
    const { bytes, pages } = await pagesOf(printing, organisation, row, note)
    const name = `${row.audit}-${row.state === 'draft' ? 'draft' : `r${row.revision}`}.pdf`
    const file = await keepFile(printing, organisation, Buffer.from(bytes), { name, by: 'report', room: row.audit })
    await database.inOrganisation(organisation, query => notePrinted(query, id, file.hash, pages))
  } catch (error) {
    await note('failed', 0)
    throw error
  }
}

type Note = (step: Step, progress: number) => Promise<void>

/** The pages of a frozen report: the same bytes whenever and however often they are made with this software. */
export async function pagesOf(printing: Printing, organisation: string, row: PrintRow, note: Note): Promise<PdfFile> {
  const facts = JSON.parse(row.facts) as ElSnapshot
  await note('pictures', 0.05)
  const { pictures, printed } = await picturesOf(printing, organisation, row, facts, note)
  const photos = facts.photos.map(photo => {
    const hash = printed[photo.file]
    return hash ? { ...photo, printed: hash } : photo
  })
  let last = Promise.resolve()
  const hear = (step: PdfStep) => {
    if (step === 'waiting') return
    last = last.then(() => note(step, PROGRESS[step]))
    // Told once the pages are there; until then nobody waits for it, and what nobody hears would end the process.
    last.catch(() => undefined)
  }
  const pdf = await printing.pdf.render(elDocument({ ...facts, photos }, TEMPLATE, pictures), hear)
  await last
  return pdf
}

async function picturesOf(kernel: Printing, organisation: string, row: PrintRow, { photos }: ElSnapshot, note: Note) {
  const pictures = new Map<string, Uint8Array>()
  const seen: Record<string, string | null> = {}
  const originals = [...new Set(photos.map(photo => photo.file))]
  for (const [i, original] of originals.entries()) {
    if (row.pictures?.[original] === null) continue
    const bytes = await pictureOf(kernel, organisation, original)
    const hash = bytes ? createHash('sha256').update(bytes).digest('hex') : null
    if (bytes && hash) pictures.set(hash, bytes)
    seen[original] = hash
    if (i % 5 === 4) await note('pictures', 0.05 + (0.4 * (i + 1)) / originals.length)
  }
  const printed = row.pictures ?? (await kernel.database.inOrganisation(organisation, query => settlePictures(query, row.id, seen)))
  const gone = Object.values(printed).filter(hash => hash !== null && !pictures.has(hash))
  if (gone.length > 0) throw new Error(`pictures of the first print are no longer in the file store: ${gone.join(', ')}`)
  return { pictures, printed }
}

/** The picture as printed, or nothing when the original has not arrived or cannot be shown. */
async function pictureOf(kernel: Printing, organisation: string, hash: string): Promise<Buffer | undefined> {
  const file = await kernel.database.inOrganisation(organisation, query => fileOf(query, hash))
  if (!file) return undefined
  try {
    return await readDerived(kernel, file, 'print')
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    kernel.log.warn({ file: hash, code: error.code }, 'a photo cannot be printed')
    return undefined
  }
}
