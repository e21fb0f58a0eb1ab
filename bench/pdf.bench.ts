// The report of 242 modules with 40 photos, against pdfkit printing the same rows and the same photos.
import { readFileSync } from 'node:fs'
import PDFDocument from 'pdfkit'
import sharp from 'sharp'
import { elDocument } from '../src/audit/report/el-document.ts'
import { openPdfRenderer } from '../src/kernel/pdf/render.server.ts'
import { jalibatSnapshot } from '../tests/el-snapshots.ts'
import { compare, took } from './measure.ts'

const PHOTOS = 40
const TEMPLATE = readFileSync(new URL('../src/audit/report/el-report.typ', import.meta.url), 'utf8')

/** Pictures that compress as photos do: coloured noise, 1600 by 1066, about 120 kB. */
async function photo(): Promise<Buffer> {
  const noise = await sharp({
    create: { width: 200, height: 133, channels: 3, background: '#444', noise: { type: 'gaussian', mean: 110, sigma: 45 } },
  })
    .png()
    .toBuffer()
  return sharp(noise).resize(1600, 1066).jpeg({ quality: 62 }).toBuffer()
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

function withPdfkit(): Promise<void> {
  const document = new PDFDocument({ size: 'A4', margin: 40 })
  const done = new Promise<void>(resolve => document.on('end', resolve))
  document.resume()
  for (const module of snapshot.modules) document.fontSize(9).text(`${module.id}   ${module.status}   ${module.tags.join(', ')}`)
  for (const bytes of photos) document.addPage().image(bytes, { width: 500 }).text('photo')
  document.end()
  return done
}

console.log(`photos: ${PHOTOS} of ${Math.round(photos[0]!.length / 1000)} kB`)
const renderer = openPdfRenderer()
const ours = () => took(() => renderer.render(elDocument(snapshot, TEMPLATE, pictures)))
const peer = () => took(withPdfkit)
console.log(`first report, worker started for it: ${(await ours()).toFixed(0)} ms`)
await peer()
await compare('242 modules and 40 photos, ms', '<= 5x pdfkit', ours, peer)
renderer.stop()
