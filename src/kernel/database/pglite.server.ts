import { EventEmitter } from 'node:events'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import pg from 'pg'
import { makeFolder } from '#kernel/folder.server.ts'
import { type Database, queriesOver } from './database.server.ts'
import { type FolderLock, lockFolder } from './lock.server.ts'
import { WireStream } from './wire.server.ts'

/** Opens the embedded database in `folder`, or in memory when there is none (tests). One process at a time. */
export async function openEmbedded(folder: string | undefined): Promise<Database> {
  const lock = folder === undefined ? undefined : takeFolder(folder)
  const worker = new Worker(new URL('./pglite-worker.server.ts', import.meta.url), {
    workerData: { folder: folder === undefined ? undefined : join(folder, 'database') },
  })
  try {
    await ready(worker)
    if (folder !== undefined) rmSync(beginningOf(folder), { force: true })
  } catch (error) {
    lock?.release()
    throw systemError(error, folder)
  }
  // Without its thread no query is ever answered: better ended, with the reason told, than silent for ever.
  const ended = (status: number) => {
    throw endOfThread(status)
  }
  worker.once('exit', ended)
  const pool = new pg.Pool({ max: 1, idleTimeoutMillis: 0, stream: () => new WireStream(worker) as never })
  const heard = hearThrough(pool)
  return {
    engine: 'pglite',
    pool,
    ...queriesOver(pool),
    listen: heard,
    async close() {
      await pool.end()
      worker.off('exit', ended).postMessage('close')
      await new Promise(resolve => worker.once('exit', resolve))
      lock?.release()
    },
  }
}

function takeFolder(folder: string): FolderLock {
  makeFolder(folder)
  const lock = lockFolder(folder)
  try {
    clearBeginning(folder)
  } catch (error) {
    lock.release()
    throw error
  }
  return lock
}

/** There as long as the database is being made for the first time. */
function beginningOf(folder: string): string {
  return join(folder, 'database.begun')
}

/** Half a database is left by a first start that was cut short, on a full disk for instance. It holds nothing yet, and is made afresh. */
function clearBeginning(folder: string): void {
  const database = join(folder, 'database')
  if (existsSync(beginningOf(folder))) rmSync(database, { recursive: true, force: true })
  if (!existsSync(database)) writeFileSync(beginningOf(folder), '')
}

/** Numbers by which the embedded database names what the system said. */
const SYSTEM_CODES: Record<number, string> = { 2: 'EACCES', 19: 'EDQUOT', 29: 'EIO', 51: 'ENOSPC', 63: 'EPERM', 69: 'EROFS' }

/** What the system said, as Node says it; any other error as it is. */
function systemError(error: unknown, path: string | undefined): unknown {
  const { name, errno } = error as { name?: string; errno?: number }
  const code = name === 'ErrnoError' && errno !== undefined ? SYSTEM_CODES[errno] : undefined
  if (code === undefined) return error
  return Object.assign(new Error(`the embedded database cannot be opened: ${code}`, { cause: error }), { code, path })
}

function ready(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    const ended = (status: number) => reject(endOfThread(status))
    worker.once('error', reject).once('exit', ended)
    worker.once('message', () => {
      // A later fault has nobody to hear it: nothing must keep it from ending the process.
      worker.off('error', reject).off('exit', ended)
      resolve()
    })
  })
}

function endOfThread(status: number): Error {
  return new Error(`the thread of the embedded database ended by itself (status ${status})`)
}

/** There is one connection and one process: the pool's only client listens to every channel and passes on what it hears. */
function hearThrough(pool: pg.Pool): Database['listen'] {
  const channels = new EventEmitter({ captureRejections: true }).setMaxListeners(0)
  pool.on('connect', client => client.on('notification', ({ channel, payload }) => channels.emit(channel, payload ?? '')))
  return async (channel, hear) => {
    await pool.query(`listen ${pg.escapeIdentifier(channel)}`)
    channels.on(channel, hear)
    return async () => void channels.off(channel, hear)
  }
}
