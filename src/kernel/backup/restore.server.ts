import { existsSync, statSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type pg from 'pg'
import { readOrMakeKey } from '#kernel/access/key-file.server.ts'
import { refuseCommand } from '#kernel/command.server.ts'
import { migrate, migrationsOf, type SchemaMigrations } from '#kernel/database/migrate.server.ts'
import { KERNEL_MIGRATIONS } from '#kernel/database/open.server.ts'
import { connectOwner, placeOf } from '#kernel/database/owner.server.ts'
import { openEmbedded } from '#kernel/database/pglite.server.ts'
import { asAllowedOwner } from '#kernel/database/rights.server.ts'
import type { FileStore } from '#kernel/file/store.server.ts'
import { makeFolder } from '#kernel/folder.server.ts'
import { MANIFEST, Manifest, rowsEntry } from './manifest.ts'
import { refuseBackup } from './refusals.ts'
import { firstWithRows, loadTable, moveSequences, type Run, withGuardsAtRest } from './rows.server.ts'
import { fingerprintOf, unsealKey } from './sealed-key.server.ts'
import { checkTar, entryBuffer, entryBytes, readTar, type TarEntry } from './tar.server.ts'

export interface RestoreWanted {
  path: string
  passphrase?: string | undefined
  /** An empty PostgreSQL database, as its owner; the embedded database of `folder` when absent. */
  url?: string | undefined
  folder: string
  keyPath: string
  store: FileStore
  /** The domains' migrations. */
  schemas: SchemaMigrations[]
}

interface Backup {
  path: string
  manifest: Manifest
  entries: Map<string, TarEntry>
}

/**
 * Brings a backup back into an empty installation, on either database. The file is checked whole before anything is touched. The tables
 * are first made as they were when the backup was made; newer migrations then run over the rows, as they would have on the original.
 */
export async function restore(wanted: RestoreWanted): Promise<Manifest> {
  const backup = await openBackup(wanted.path)
  checkMigrations(backup.manifest, [KERNEL_MIGRATIONS, ...wanted.schemas])
  const key = keyOf(backup.manifest, wanted)
  const { client, close } = await connect(wanted)
  try {
    const run: Run = async <Row extends object>(text: string, values: unknown[] = []) => (await client.query<Row>(text, values)).rows
    const occupied = await firstWithRows(run)
    if (occupied) throw refuseBackup('target-not-empty', { table: occupied })
    const all = [KERNEL_MIGRATIONS, ...wanted.schemas]
    const then = new Set(backup.manifest.migrations.map(({ schema, name }) => `${schema}/${name}`))
    const place = wanted.url === undefined ? wanted.folder : placeOf(wanted.url)
    await asAllowedOwner(client, place, () => migrate(client, all, name => then.has(name)))
    await writeKey(wanted.keyPath, key)
    await bringFiles(backup, wanted.store)
    await bringRows(run, backup)
    await migrate(client, all)
    return backup.manifest
  } finally {
    await close()
  }
}

/** Opens a backup and compares every byte of it with its checksums. */
async function openBackup(path: string): Promise<Backup> {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) throw refuseCommand('unreadable-file', { path })
  const entries = await readTar(path)
  const [first] = entries
  if (first?.name !== MANIFEST) throw refuseBackup('not-a-backup', { path })
  await checkTar(path, entries)
  const read = Manifest.safeParse(JSON.parse((await entryBuffer(path, first)).toString('utf8')))
  if (!read.success) throw refuseBackup('not-a-backup', { path })
  return { path, manifest: read.data, entries: new Map(entries.map(entry => [entry.name, entry])) }
}

function keyOf({ key }: Manifest, { keyPath, passphrase }: RestoreWanted): Buffer {
  const there = existsSync(keyPath) ? readOrMakeKey(keyPath) : undefined
  if (there && fingerprintOf(there) === key.fingerprint) return there
  if (there) throw refuseBackup('other-key', { path: keyPath })
  if (!key.sealed) throw refuseBackup('key-needed', { path: keyPath })
  if (passphrase === undefined) throw refuseBackup('passphrase-needed')
  return unsealKey(key.sealed, passphrase)
}

async function writeKey(path: string, key: Buffer): Promise<void> {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  await writeFile(path, `${key.toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
}

async function connect({ url, folder }: RestoreWanted): Promise<{ client: pg.ClientBase; close(): Promise<void> }> {
  if (url !== undefined) {
    const client = await connectOwner(url)
    return { client, close: () => client.end() }
  }
  const database = await openEmbedded(folder)
  const client = await database.pool.connect()
  return {
    client,
    async close() {
      client.release()
      await database.close()
    },
  }
}

/** Tables that this version does not know, or knows otherwise, would lose something. */
function checkMigrations({ migrations, version }: Manifest, schemas: SchemaMigrations[]): void {
  const known = new Set(schemas.flatMap(migrationsOf).map(({ schema, name, checksum }) => `${schema}/${name}/${checksum}`))
  if (!migrations.every(({ schema, name, checksum }) => known.has(`${schema}/${name}/${checksum}`)))
    throw refuseBackup('backup-newer', { version })
}

async function bringFiles({ path, entries }: Backup, store: FileStore): Promise<void> {
  for (const [name, entry] of entries) {
    if (name.startsWith('files/')) await store.put(name.slice('files/'.length), await entryBuffer(path, entry))
  }
}

/** All the rows, or none. */
async function bringRows(run: Run, { path, manifest, entries }: Backup): Promise<void> {
  await run('begin')
  try {
    const tables = manifest.tables.map(({ name }) => name)
    await withGuardsAtRest(run, tables, async () => {
      for (const [index, { name, columns, rows }] of manifest.tables.entries()) {
        const entry = entries.get(rowsEntry(index))
        const loaded = entry ? await loadTable(run, name, columns, entryBytes(path, entry)) : -1
        if (loaded !== rows) throw refuseBackup('backup-damaged', { entry: rowsEntry(index) })
      }
    })
    await moveSequences(run)
    await run('commit')
  } catch (error) {
    await run('rollback')
    throw error
  }
}
