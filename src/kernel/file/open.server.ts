import { join } from 'node:path'
import type { JobDefinition } from '#kernel/job/job.server.ts'
import type { Kernel } from '#kernel/kernel.server.ts'
import { folderStore } from './folder-store.server.ts'
import { s3Store } from './s3-store.server.ts'
import type { Files } from './store.server.ts'
import { sweepUploads } from './upload.server.ts'

export interface FileSettings {
  /** The data folder. */
  folder: string
  /** A bucket instead of the folder. */
  s3?: { url: string; key: string; secret: string; region: string } | undefined
  quota?: number | undefined
}

/** The place of the files that the deployment chose. */
export function openFiles({ folder, s3, quota }: FileSettings): Files {
  const store = s3 ? s3Store(s3) : folderStore(join(folder, 'files'))
  return quota === undefined ? { store } : { store, quota }
}

export const fileJobs: JobDefinition<never, Kernel>[] = [
  { name: 'file.sweep', due: '40 3 * * *', run: (_data, kernel) => sweepUploads(kernel) },
]
