import { useSyncExternalStore } from 'react'
import type { ImportFile } from './export-format.ts'
import type { ImportPreview } from './import-preview.ts'
import type { ImportProgress } from './import-progress.ts'
import { callInSteps } from './long-call.web.ts'

/** A reading or an import of this window: it goes on whatever page is shown, and is found again on the page of imports. */
export interface ImportRun {
  work: 'preview' | 'import'
  files: ImportFile[]
  /** The server has all of the files. */
  received: boolean
  progress: ImportProgress | null
  shown: ImportPreview | null
  error: unknown
  ended: boolean
}

const PATHS = { preview: '/api/audits/import/preview', import: '/api/audits/import' }
let run: ImportRun | null = null
const listeners = new Set<() => void>()

export function useImportRun(): ImportRun | null {
  return useSyncExternalStore(subscribe, () => run)
}

/** Resolves when it has ended; `true` when all of it was done. What was shown of the files before stays on screen meanwhile. */
export async function startRun(work: ImportRun['work'], files: ImportFile[]): Promise<boolean> {
  const shown = work === 'import' ? (run?.shown ?? null) : null
  update({ work, files, received: false, progress: null, shown, error: null, ended: false })
  const mine = run
  const tell = (part: Partial<ImportRun>) => run && run.files === mine?.files && run.work === work && update({ ...run, ...part })
  try {
    const shown = await callInSteps<ImportPreview>(PATHS[work], { files }, progress => tell({ received: true, progress }))
    // Once imported, only their names are shown: megabytes of text would stay as long as the window does.
    tell({ shown, ended: true, ...(work === 'import' ? { files: files.map(({ name }) => ({ name, text: '' })) } : {}) })
    return true
  } catch (error) {
    tell({ error, ended: true })
    return false
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function update(next: ImportRun): void {
  run = next
  for (const listener of listeners) listener()
}
