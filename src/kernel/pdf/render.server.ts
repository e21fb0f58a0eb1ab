import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { PdfDocument, PdfFile, PdfStep } from './document.ts'
import type { FromWorker } from './typst-worker.server.ts'

export interface PdfRenderer {
  /** Lays a document out and writes it: tagged, PDF/A-3a, its data attached. Documents asked together are made one after the other. */
  render(document: PdfDocument, hear?: (step: PdfStep) => void, signal?: AbortSignal): Promise<PdfFile>
  stop(): void
}

export interface RendererSettings {
  /** A document that takes longer is given up. */
  limitMs?: number
  /** Without work for so long, the worker ends and gives its memory back. */
  restMs?: number
}

const WORKER = fileURLToPath(new URL('typst-worker.server.ts', import.meta.url))

/**
 * The compiler is native and cannot be interrupted, so it has a process of its own: a document that never ends is killed with it, and
 * what it held in memory goes too. The process is kept for the next document.
 */
export function openPdfRenderer({ limitMs = 120_000, restMs = 60_000 }: RendererSettings = {}): PdfRenderer {
  let worker: ChildProcess | undefined
  let rest: NodeJS.Timeout | undefined
  let last: Promise<unknown> = Promise.resolve()
  let stopped = false

  function kill(): void {
    clearTimeout(rest)
    worker?.kill('SIGKILL')
    worker = undefined
  }

  async function make(document: PdfDocument, hear: (step: PdfStep) => void, signal?: AbortSignal): Promise<PdfFile> {
    signal?.throwIfAborted()
    if (stopped) throw new Error('the renderer was stopped')
    clearTimeout(rest)
    if (!worker || worker.exitCode !== null || worker.signalCode !== null)
      worker = fork(WORKER, { serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    try {
      return await oneDocument(worker, document, hear, AbortSignal.any([AbortSignal.timeout(limitMs), ...(signal ? [signal] : [])]))
    } catch (error) {
      if (!(error instanceof DocumentError)) kill()
      throw error
    } finally {
      rest = setTimeout(kill, restMs).unref()
    }
  }

  return {
    render(document, hear = () => undefined, signal) {
      hear('waiting')
      const turn = last.then(() => make(document, hear, signal))
      last = turn.catch(() => undefined)
      return turn
    },
    stop() {
      stopped = true
      kill()
    },
  }
}

/** The document is at fault, not the worker. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError'
}

function oneDocument(worker: ChildProcess, document: PdfDocument, hear: (step: PdfStep) => void, signal: AbortSignal): Promise<PdfFile> {
  return new Promise<PdfFile>((resolve, reject) => {
    const answered = (message: FromWorker) => {
      if (message.type === 'step') return hear(message.step)
      leave()
      if (message.type === 'done') resolve({ bytes: message.bytes, pages: message.pages })
      else reject(new DocumentError(message.message))
    }
    const ended = () => fail(new Error('the PDF worker ended before the document was done'))
    const aborted = () => fail(signal.reason)
    function fail(reason: unknown): void {
      leave()
      reject(reason)
    }
    function leave(): void {
      worker.off('message', answered).off('exit', ended).off('error', fail)
      signal.removeEventListener('abort', aborted)
    }
    worker.on('message', answered).on('exit', ended).on('error', fail)
    signal.addEventListener('abort', aborted, { once: true })
    // A worker that has just ended is told of here, and not by an event that nobody hears once this is over.
    worker.send(document, error => error && fail(error))
  })
}
