import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes a folder of the server's user alone, and those it lies in. Where the system makes none at all, as under /proc, it fails at once: the
 * recursive way of Node tries for ever there.
 */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return
    if (code !== 'ENOENT' || dirname(path) === path) throw error
    makeFolder(dirname(path))
    mkdirSync(path, { mode: 0o700 })
  }
}
