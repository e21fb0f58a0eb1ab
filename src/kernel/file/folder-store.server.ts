import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { checkedKey, type FileStore } from './store.server.ts'

/** Keeps the bytes in a folder of this machine, spread over subfolders so that no directory grows without end. */
export function folderStore(folder: string): FileStore {
  return {
    place: folder,
    put: (key, bytes) => writeWhole(pathOf(folder, key), bytes),
    read: key => readFile(pathOf(folder, key)).catch(undefinedWhenAbsent),
    has: async key => (await stat(pathOf(folder, key)).catch(undefinedWhenAbsent)) !== undefined,
    remove: key => rm(pathOf(folder, key), { force: true }),
  }
}

function pathOf(folder: string, key: string): string {
  const [organisation = '', name = ''] = checkedKey(key).split('/')
  const shelf = name.startsWith('upload-') ? 'upload' : name.slice(0, 2)
  return join(folder, organisation, shelf, name)
}

/** Written beside, forced to the disk, then renamed: the name appears only with all of its bytes. */
async function writeWhole(path: string, bytes: Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const beside = `${path}.${randomUUID()}.part`
  try {
    const file = await open(beside, 'wx', 0o600)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(beside, path)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
  await syncFolder(dirname(path))
}

/** The rename itself must survive a power cut. Windows has no such call and needs none. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

function undefinedWhenAbsent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined
  throw error
}
