import { EventEmitter } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import pg from 'pg'
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
  } catch (error) {
    lock?.release()
    throw error
  }
  const pool = new pg.Pool({ max: 1, idleTimeoutMillis: 0, stream: () => new WireStream(worker) as never })
  const heard = hearThrough(pool)
  return {
    engine: 'pglite',
    pool,
    ...queriesOver(pool),
    listen: heard,
    async close() {
      await pool.end()
      worker.postMessage('close')
      await new Promise(resolve => worker.once('exit', resolve))
      lock?.release()
    },
  }
}

function takeFolder(folder: string): FolderLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return lockFolder(folder)
}

function ready(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once('message', () => resolve())
    worker.once('error', reject)
  })
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
