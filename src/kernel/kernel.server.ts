import type { Logger } from 'pino'
import type { Database } from '#kernel/database/database.server.ts'
import type { Files } from '#kernel/file/store.server.ts'
import type { Jobs } from '#kernel/job/job.server.ts'
import type { PdfRenderer } from '#kernel/pdf/render.server.ts'
import type { Rooms } from '#kernel/sync/rooms.server.ts'

/** What every handler is given: the parts of the kernel, already open. */
export interface Kernel {
  database: Database
  jobs: Jobs
  rooms: Rooms
  files: Files
  pdf: PdfRenderer
  log: Logger
  /** Version of the software, as printed in reports. */
  version: string
  /** Folder of everything that is not in the database: files, keys. */
  folder: string
}
