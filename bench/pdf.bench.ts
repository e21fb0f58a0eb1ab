// The report of 242 modules with 40 photos, against pdfkit printing the same kinds of pages in the same font: the modules in a ruled table,
// the plan as a grid of cells, the same photos at the same size. pdfkit lays nothing out by itself: every place below is counted by hand.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import PDFDocument from 'pdfkit'
import sharp from 'sharp'
import { elDocument } from '../src/audit/report/el-document.ts'
import { openPdfRenderer } from '../src/kernel/pdf/render.server.ts'
import { jalibatSnapshot } from '../tests/el-snapshots.ts'
import { compare, took } from './measure.ts'

const PHOTOS = 40
const TEMPLATE = readFileSync(new URL('../src/audit/report/el-report.typ', import.meta.url), 'utf8')

/** Pictures that compress as photos do: coloured noise, 1600 by 1066, about 117 kB. */
async function photo(): Promise<Buffer> {
  const noise = await sharp({
    create: { width: 200, height: 133, channels: 3, background: '#444', noise: { type: 'gaussian', mean: 110, sigma: 45 } },
  })
    .png()
    .toBuffer()
  return sharp(noise).resize(1600, 1066).jpeg({ quality: 22 }).toBuffer()
}

const photos = await Promise.all(Array.from({ length: PHOTOS }, photo))
const snapshot = jalibatSnapshot()
const pictures = new Map(photos.map((bytes, index) => [String(index).padStart(64, '0'), new Uint8Array(bytes)]))
snapshot.photos = [...pictures.keys()].map((file, index) => ({
  module: snapshot.modules.filter(module => module.status === 'dead')[index]!.id,
  by: snapshot.report.by,
  at: snapshot.report.createdAt,
  name: `IMG_${index}.jpg`,
  file,
  printed: file,
}))

const FONT = createRequire(import.meta.url).resolve('@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf')
const ROW = 15
const COLUMNS = [60, 90, 200, 80, 85]

function withPdfkit(): Promise<void> {
  const document = new PDFDocument({ size: 'A4', margin: 40, font: FONT, pdfVersion: '1.7', subset: 'PDF/A-3a', tagged: true, lang: 'fr' })
  const done = new Promise<void>(resolve => document.on('end', resolve))
  document.resume()
  drawTable(document)
  drawPlan(document)
  for (const [index, bytes] of photos.entries()) {
    if (index % 4 === 0) document.addPage()
    const top = 40 + (index % 4) * 190
    document.fontSize(11).text(snapshot.photos[index]!.module ?? '', 40, top)
    document
      .image(bytes, 40, top + 20, { height: 132 })
      .fontSize(8)
      .text(snapshot.photos[index]!.by ?? '', 40, top + 156)
  }
  document.end()
  return done
}

function drawTable(document: PDFDocument): void {
  document.fontSize(8)
  snapshot.modules.forEach(({ id, status, tags }, index) => {
    const line = index % 48
    if (index > 0 && line === 0) document.addPage()
    let left = 40
    for (const [cell, words] of [id, status, tags.join(', '), snapshot.report.by ?? '', snapshot.report.createdAt.slice(0, 10)].entries()) {
      const width = COLUMNS[cell]!
      document.rect(left, 40 + line * ROW, width, ROW).stroke()
      document.text(words, left + 3, 43 + line * ROW, { width: width - 6, lineBreak: false })
      left += width
    }
  })
}

function drawPlan(document: PDFDocument): void {
  document.addPage().fontSize(7)
  snapshot.modules.forEach(({ status }, index) => {
    const [left, top] = [40 + (index % 26) * 19, 40 + Math.floor(index / 26) * 24]
    document.rect(left, top, 18, 23).fillAndStroke(status === 'dead' ? '#202020' : '#7fc97f', '#000000')
    document.fillColor('#ffffff').text(status[0]!.toUpperCase(), left + 6, top + 8, { lineBreak: false })
  })
  document.fillColor('#000000')
}

console.log(`photos: ${PHOTOS} of ${Math.round(photos[0]!.length / 1000)} kB`)
const renderer = openPdfRenderer()
const ours = () => took(() => renderer.render(elDocument(snapshot, TEMPLATE, pictures)))
const peer = () => took(withPdfkit)
console.log(`first report, worker started for it: ${(await ours()).toFixed(0)} ms`)
await peer()
await compare('242 modules and 40 photos, ms', '<= 5x pdfkit', ours, peer)
renderer.stop()
