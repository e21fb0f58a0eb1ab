import { existsSync } from 'node:fs'
import { mkdtemp, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { CompiledQuery } from 'kysely'
import type { Query } from '#kernel/database/database.server.ts'
import { refuseFile } from '#kernel/file/refusals.ts'
import { fileKey } from '#kernel/file/store.server.ts'
import type { Kernel } from '#kernel/kernel.server.ts'
import { MANIFEST, type Manifest, rowsEntry } from './manifest.ts'
import { refuseBackup } from './refusals.ts'
import { dumpTable, fileRows, type Run, tablesOf } from './rows.server.ts'
import { fingerprintOf, sealKey } from './sealed-key.server.ts'
import { type TarWriter, writeTar } from './tar.server.ts'

export interface BackupWanted {
  path: string
  key: Buffer
  /** Puts the installation's key into the backup under this passphrase; without one the key file must be kept apart. */
  passphrase?: string | undefined
}

interface Snapshot extends Pick<Manifest, 'tables' | 'migrations'> {
  files: { organisation: string; hash: string; size: number }[]
}

/**
 * Writes everything into one file: the rows as they stood at one instant, and the files that they name. The server goes on meanwhile;
 * on the embedded database other work waits while the rows are read. The file appears under its name only when it is whole.
 */
export async function backUp(kernel: Pick<Kernel, 'database' | 'files' | 'version'>, wanted: BackupWanted): Promise<Manifest> {
  const path = resolve(wanted.path)
  if (existsSync(path)) throw refuseBackup('backup-exists', { path })
  const sealed = wanted.passphrase === undefined ? undefined : sealKey(wanted.key, wanted.passphrase)
  const beside = await mkdtemp(join(dirname(path), '.courant-backup-'))
  try {
    const { files, ...rows } = await kernel.database.asSystem(query => snapshot(query, beside))
    const manifest: Manifest = {
      ...{ format: 1, version: kernel.version, engine: kernel.database.engine, at: new Date().toISOString(), ...rows, files: files.length },
      key: { fingerprint: fingerprintOf(wanted.key), ...(sealed ? { sealed } : {}) },
    }
    const tar = writeTar(join(beside, 'whole'))
    await writeEntries(tar, manifest, beside, kernel, files).catch(error => {
      tar.abandon()
      throw error
    })
    await rename(join(beside, 'whole'), path)
    return manifest
  } finally {
    await rm(beside, { recursive: true, force: true })
  }
}

/** Reads the rows into packed files, all of them as of one instant. */
async function snapshot(query: Query, folder: string): Promise<Snapshot> {
  const run = runnerOf(query)
  await run('set transaction isolation level repeatable read')
  const migrations = await run<Manifest['migrations'][number]>('select schema, name, checksum from kernel.migration order by ran_at, name')
  const tables: Manifest['tables'] = []
  for (const table of await tablesOf(run)) {
    const rows = await dumpTable(run, table, join(folder, String(tables.length)))
    tables.push({ name: table.name, columns: table.columns, rows })
  }
  const found = await query
    .selectFrom('kernel.file')
    .select(['organisation', 'hash', 'size'])
    .orderBy('organisation')
    .orderBy('hash')
    .execute()
  return { migrations, tables, files: found.map(file => ({ ...file, size: Number(file.size) })) }
}

async function writeEntries(
  tar: TarWriter,
  manifest: Manifest,
  folder: string,
  kernel: Pick<Kernel, 'files'>,
  files: Snapshot['files'],
): Promise<void> {
  const head = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)
  await tar.add(MANIFEST, head.length, [head])
  for (const index of manifest.tables.keys()) {
    const path = join(folder, String(index))
    await tar.add(rowsEntry(index), (await stat(path)).size, fileRows(path))
  }
  for (const { organisation, hash } of files) {
    const bytes = await kernel.files.store.read(fileKey(organisation, hash))
    if (!bytes) throw refuseFile('file-missing')
    await tar.add(`files/${fileKey(organisation, hash)}`, bytes.length, [bytes])
  }
  await tar.finish()
}

function runnerOf(query: Query): Run {
  return async <Row extends object>(text: string, values: unknown[] = []) =>
    (await query.executeQuery<Row>(CompiledQuery.raw(text, values))).rows
}
