/**
 * Space held back so that words can still be saved after photos have filled the disk. It is a plain file, for a browser gives the space of
 * one back at once; what leaves IndexedDB counts for seconds more. Where the browser keeps no files there is no reserve.
 */
const RESERVE_BYTES = 1_048_576
const RANDOM_BYTES_AT_ONCE = 65_536
const FILE = 'courant-reserve'

/** Holds the space while there is plenty; on a disk already full there is nothing to hold. Answers whether it could. */
export async function holdReserve(): Promise<boolean> {
  try {
    const folder = await navigator.storage.getDirectory()
    const writing = await (await folder.getFileHandle(FILE, { create: true })).createWritable()
    for (let held = 0; held < RESERVE_BYTES; held += RANDOM_BYTES_AT_ONCE) {
      await writing.write(crypto.getRandomValues(new Uint8Array(RANDOM_BYTES_AT_ONCE)))
    }
    await writing.close()
    return true
  } catch {
    return false
  }
}

/** Gives the space up; answers whether there was any. */
export async function freeReserve(): Promise<boolean> {
  try {
    await (await navigator.storage.getDirectory()).removeEntry(FILE)
    return true
  } catch {
    return false
  }
}
