import { existsSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { refusals } from '#kernel/refusal.ts'

const refuse = refusals({
  'folder-in-use': {
    status: 409,
    fr: 'Le dossier de données {folder} est déjà ouvert par un autre Courant (processus {pid} sur {host}). Arrêtez-le, ou choisissez un autre dossier avec COURANT_DATA.',
    en: 'The data folder {folder} is already open in another Courant (process {pid} on {host}). Stop it, or choose another folder with COURANT_DATA.',
  },
})

const BEAT_MS = 4_000
/** A holder that has not touched its lock for so long is gone, whatever machine it ran on. */
const SILENCE_MS = 20_000

export interface FolderLock {
  release(): void
}

/**
 * Takes the data folder for this process. The embedded database has no lock of its own, and a second process would lose writes in
 * silence. A lock left by a process that died is taken over.
 */
export function lockFolder(folder: string): FolderLock {
  const path = join(folder, 'courant.lock')
  const mine = JSON.stringify({ pid: process.pid, host: hostname() })
  const holder = holderOf(path)
  if (holder) throw refuse('folder-in-use', { folder, host: holder.host, pid: String(holder.pid) })
  rmSync(path, { force: true })
  // `wx` fails when somebody else was quicker between the look and the take.
  writeFileSync(path, mine, { flag: 'wx' })
  const beat = setInterval(() => keep(path, mine, folder), BEAT_MS)
  beat.unref()
  return {
    release() {
      clearInterval(beat)
      rmSync(path, { force: true })
    },
  }
}

/**
 * Says that the holder still lives. One that slept longer than others wait (a laptop, a paused machine) finds its folder taken, and must
 * not write into it any more.
 */
function keep(path: string, mine: string, folder: string): void {
  if (!existsSync(path)) writeFileSync(path, mine, { flag: 'wx' })
  const holder = readFileSync(path, 'utf8')
  if (holder !== mine) throw new Error(`the data folder ${folder} was taken over by another process: ${holder}`)
  utimesSync(path, new Date(), new Date())
}

/** The living process that holds the folder, if there is one. */
function holderOf(path: string): { pid: number; host: string } | undefined {
  try {
    const holder = JSON.parse(readFileSync(path, 'utf8')) as { pid: number; host: string }
    const silent = Date.now() - statSync(path).mtimeMs > SILENCE_MS
    const gone = holder.host === hostname() && (holder.pid === process.pid || !isAlive(holder.pid))
    return silent || gone ? undefined : holder
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || error instanceof SyntaxError) return undefined
    throw error
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
