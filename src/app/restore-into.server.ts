import { restore } from '#kernel/backup/restore.server.ts'
import { openFiles } from '#kernel/file/open.server.ts'
import { bucketOf, type Configuration } from './configuration.server.ts'
import { domains } from './domains.server.ts'
import { keyPathOf } from './open-kernel.server.ts'

/** Brings a backup back into the installation that the settings name. Answers what came back. */
export async function restoreInto(
  configuration: Configuration,
  path: string,
  passphrase: string | undefined,
): Promise<{ rows: number; files: number; version: string }> {
  const folder = configuration.COURANT_DATA
  const { tables, files, version } = await restore({
    path,
    passphrase,
    url: configuration.DATABASE_URL,
    folder,
    keyPath: keyPathOf(configuration),
    store: openFiles({ folder, s3: bucketOf(configuration) }).store,
    schemas: domains.map(domain => domain.migrations),
  })
  return { rows: tables.reduce((sum, table) => sum + table.rows, 0), files, version }
}
