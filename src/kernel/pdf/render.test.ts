import { afterAll, expect, test } from 'vitest'
import { readPdf } from '../../../tests/pdf-reading.ts'
import type { PdfDocument } from './document.ts'
import { qrSvg } from './qr.ts'
import { DocumentError, openPdfRenderer } from './render.server.ts'

const renderer = openPdfRenderer()
afterAll(() => renderer.stop())

const HEAD =
  '#let data = json("/data.json")\n#set document(title: "A paper", date: auto)\n#set text(font: data.faces, fallback: false, lang: "en")\n'
const ATTACH =
  '#pdf.attach(data.attachment.name, read("/attachment", encoding: none), relationship: "source", mime-type: data.attachment.type, description: data.attachment.description)\n'

function paper(body: string, text = 'Hello'): PdfDocument {
  return {
    sources: { '/main.typ': HEAD + ATTACH + body },
    data: { text },
    images: {},
    attachment: { name: 'facts.json', type: 'application/json', bytes: new TextEncoder().encode('{"wh":1200}'), description: 'Facts' },
    createdAt: '2026-03-13T06:00:00.000Z',
  }
}

test('a document comes out tagged, archival, dated as told, with its data inside and its fonts embedded', async () => {
  const { bytes, pages } = await renderer.render(paper('= Title\n#data.text'))
  const pdf = readPdf(bytes)
  pdf.check()
  expect(pages).toBe(1)
  expect(pdf.info).toMatch(/Tagged: +yes/)
  expect(pdf.info).toContain('Fri Mar 13')
  expect(Buffer.from(bytes).toString('latin1')).toMatch(/<pdfaid:part>3<\/pdfaid:part><pdfaid:conformance>A</)
  expect(pdf.attachment('facts.json')).toBe('{"wh":1200}')
  expect(pdf.missingFonts).toEqual([])
})

test('the same document gives the same bytes, whatever was made in between', async () => {
  const first = await renderer.render(paper('#data.text'))
  await renderer.render(paper('#data.text', 'Another'))
  const again = await renderer.render(paper('#data.text'))
  expect(Buffer.compare(first.bytes, again.bytes)).toBe(0)
})

test('documents asked together are all made, each its own', async () => {
  const made = await Promise.all(['One', 'Two', 'Three'].map(text => renderer.render(paper('#data.text', text))))
  expect(made.map(({ bytes }) => readPdf(bytes).text.trim())).toEqual(['One', 'Two', 'Three'])
})

test('what the face cannot draw becomes a box, and a text is never markup', async () => {
  const { bytes } = await renderer.render(paper('#data.text', 'Cellule e\u0301teinte \u0007 #strong[x] $a$ 中'))
  expect(readPdf(bytes).text.trim()).toBe('Cellule éteinte □ #strong[x] $a$ □')
})

test('emoji, Arabic and Hebrew are drawn, and can be read back', async () => {
  const { bytes } = await renderer.render(paper('#data.text', 'Danger ⚠️ 👍🏽 Karim كرم Dan דן'))
  const { text, missingFonts } = readPdf(bytes)
  expect(text.replace(/[\s\u202b\u202c]/g, '')).toBe('Danger⚠👍KarimكرمDanדן')
  expect(missingFonts).toEqual([])
})

test('a template with a mistake is told with its place, and the next document is made', async () => {
  const steps: string[] = []
  await expect(renderer.render(paper('#nothing-like-this'), step => steps.push(step))).rejects.toThrow(
    /unknown variable: nothing-like-this.* \(main\.typ:\d+:2\)/,
  )
  await expect(renderer.render(paper('#nothing-like-this'))).rejects.toBeInstanceOf(DocumentError)
  expect(steps).toEqual(['waiting', 'laying-out'])
  expect((await renderer.render(paper('#data.text'))).pages).toBe(1)
})

test('a picture without words for those who do not see it is refused, with the reason', async () => {
  const picture = { '/images/1': new TextEncoder().encode(qrSvg('1')) }
  const told = await renderer.render({ ...paper('#image("/images/1", alt: "A code")'), images: picture })
  expect(told.pages).toBe(1)
  const silent = renderer.render({ ...paper('#image("/images/1")'), images: picture })
  await expect(silent).rejects.toThrow(/does not satisfy PDF\/A-3a: .*missing alt text/)
})

test('a document that never ends is given up at its limit, and the next one is made', async () => {
  const hasty = openPdfRenderer({ limitMs: 1500 })
  const endless = '#for a in range(9999) { for b in range(9999) { for c in range(9999) { let sum = a + b + c } } }'
  await expect(hasty.render(paper(endless))).rejects.toThrow(/timeout/)
  expect((await hasty.render(paper('#data.text'))).pages).toBe(1)
  hasty.stop()
})

test('a document can be called off', async () => {
  const stop = new AbortController()
  const rendering = renderer.render(paper('#data.text'), () => stop.abort(new Error('no longer wanted')), stop.signal)
  await expect(rendering).rejects.toThrow('no longer wanted')
})
