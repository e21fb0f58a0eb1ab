import { readFileSync } from 'node:fs'
import path from 'node:path'
import { NodeCompiler, type NodeError, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler'
import { BRAND } from '#kernel/ui/colour.ts'
import type { PdfDocument } from './document.ts'
import { covers, FACES, FAMILIES } from './faces.server.ts'
import { jpegDrawing } from './jpeg.server.ts'
import { printable } from './printable.ts'

/** What the worker process says back. */
export type FromWorker =
  | { type: 'step'; step: 'laying-out' | 'writing' }
  | { type: 'done'; bytes: Uint8Array; pages: number }
  | { type: 'failed'; message: string }

/** The sources, data and pictures live in memory under this path, which need not exist. */
const WORKSPACE = path.resolve('/courant-document')

const house = readFileSync(new URL('house.typ', import.meta.url), 'utf8')
const compiler = NodeCompiler.create({ workspace: WORKSPACE, fontArgs: [{ fontBlobs: [...FACES] }] })

process.on('message', (document: PdfDocument) => {
  try {
    const laidOut = layOut(document)
    say({ type: 'step', step: 'writing' })
    const bytes = write(laidOut, document.createdAt)
    say({ type: 'done', bytes, pages: laidOut.numOfPages })
  } catch (error) {
    say({ type: 'failed', message: (error as Error).message })
  } finally {
    compiler.resetShadow()
    compiler.evictCache(0)
  }
})
process.on('disconnect', () => process.exit())

/** A server that is gone hears nothing: the worker goes too. */
function say(message: FromWorker): void {
  process.send!(message, undefined, undefined, error => void (error && process.exit()))
}

function layOut(document: PdfDocument): NodeTypstDocument {
  say({ type: 'step', step: 'laying-out' })
  const put = (name: string, content: string | Uint8Array) => compiler.mapShadow(path.join(WORKSPACE, name), Buffer.from(content as string))
  put('house.typ', house)
  for (const [name, source] of Object.entries(document.sources)) put(name, source)
  for (const [name, bytes] of Object.entries(document.images)) put(name, jpegDrawing(bytes) ?? bytes)
  const { bytes, ...attachment } = document.attachment
  put('attachment', bytes)
  put('data.json', JSON.stringify({ ...(printable(document.data, covers) as object), attachment, brand: BRAND, faces: FAMILIES }))
  const result = compiler.compile({ mainFilePath: path.join(WORKSPACE, 'main.typ'), resetRead: true })
  if (!result.result) throw new Error(`the document could not be laid out: ${sentences(result.takeDiagnostics())}`)
  const warnings = result.takeWarnings()
  if (warnings) throw new Error(`the document was laid out with doubts: ${sentences(warnings)}`)
  return result.result
}

function write(laidOut: NodeTypstDocument, createdAt: string): Buffer {
  try {
    return compiler.pdf(laidOut, { pdfStandard: 'a-3a', creationTimestamp: Math.floor(Date.parse(createdAt) / 1000) })
  } catch (error) {
    // Unlike those of the layout, this error brings its sentences along.
    throw new Error(`the document does not satisfy PDF/A-3a: ${(error as Error).message}`)
  }
}

/** The compiler's own errors say only "Error": what happened and where is in their diagnostics. */
function sentences(error: NodeError | null): string {
  if (!error) return 'no reason given'
  return (compiler.fetchDiagnostics(error) as Diagnostic[]).map(sentence).join('; ')
}

interface Diagnostic {
  message: string
  path?: string
  range?: { start: { line: number; character: number } }
  hints?: string[]
}

function sentence({ message, path: file = '', range, hints = [] }: Diagnostic): string {
  const place = range ? `${path.basename(file)}:${range.start.line + 1}:${range.start.character + 1}` : path.basename(file)
  return [message, ...(place ? [`(${place})`] : []), ...hints.map(hint => `[${hint}]`)].join(' ')
}
