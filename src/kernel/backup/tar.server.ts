import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { refuseBackup } from './refusals.ts'

// A plain POSIX ustar archive: `tar -xf` opens it, and `sha256sum -c checksums.txt` checks what comes out.
const BLOCK = 512
const LONGEST_ENTRY = 8 ** 11 - 1
const CHECKSUMS = 'checksums.txt'

export interface TarEntry {
  name: string
  offset: number
  size: number
}

export interface TarWriter {
  add(name: string, size: number, bytes: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<void>
  /** Writes the checksums of every entry as the last one, forces all to the disk and closes. */
  finish(): Promise<void>
  abandon(): void
}

export function writeTar(path: string): TarWriter {
  const out = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true })
  const failed = once(out, 'error').then(([error]) => Promise.reject(error as Error))
  failed.catch(() => undefined)
  const lines: string[] = []
  const write = async (bytes: Buffer): Promise<void> => {
    if (!out.write(bytes)) await Promise.race([once(out, 'drain'), failed])
  }
  async function entry(name: string, size: number, bytes: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<string> {
    const sum = createHash('sha256')
    let written = 0
    await write(header(name, size))
    for await (const part of bytes) {
      written += part.length
      sum.update(part)
      await write(part)
    }
    if (written !== size) throw new Error(`${name} was to have ${size} bytes and has ${written}`)
    await write(Buffer.alloc(padding(size)))
    return sum.digest('hex')
  }
  return {
    async add(name, size, bytes) {
      lines.push(`${await entry(name, size, bytes)}  ${name}\n`)
    },
    async finish() {
      const text = Buffer.from(lines.join(''))
      await entry(CHECKSUMS, text.length, [text])
      out.end(Buffer.alloc(2 * BLOCK))
      await Promise.race([once(out, 'close'), failed])
    },
    abandon: () => void out.destroy(),
  }
}

/** The entries of an archive, in order; it is refused when its structure is broken or its end is missing. */
export async function readTar(path: string): Promise<TarEntry[]> {
  const file = await open(path, 'r')
  try {
    const entries: TarEntry[] = []
    const head = Buffer.alloc(BLOCK)
    for (let at = 0; ; ) {
      const { bytesRead } = await file.read(head, 0, BLOCK, at)
      if (bytesRead < BLOCK) throw refuseBackup(entries.length === 0 ? 'not-a-backup' : 'backup-damaged', { path, entry: 'end' })
      if (head.every(byte => byte === 0)) return entries
      const entry = readHeader(head, at + BLOCK)
      if (!entry) throw refuseBackup(entries.length === 0 ? 'not-a-backup' : 'backup-damaged', { path, entry: `byte ${at}` })
      entries.push(entry)
      at = entry.offset + entry.size + padding(entry.size)
    }
  } finally {
    await file.close()
  }
}

export function entryBytes(path: string, { offset, size }: TarEntry): AsyncIterable<Buffer> {
  return size === 0 ? createReadStream(path, { end: -1 }) : createReadStream(path, { start: offset, end: offset + size - 1 })
}

export async function entryBuffer(path: string, entry: TarEntry): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of entryBytes(path, entry)) parts.push(part)
  return Buffer.concat(parts)
}

/** Compares every entry with the checksums at the end. A missing, added or changed byte is found. */
export async function checkTar(path: string, entries: TarEntry[]): Promise<void> {
  const last = entries.at(-1)
  if (last?.name !== CHECKSUMS) throw refuseBackup('backup-damaged', { entry: CHECKSUMS })
  const lines = (await entryBuffer(path, last)).toString('utf8').split('\n').slice(0, -1)
  if (lines.length !== entries.length - 1) throw refuseBackup('backup-damaged', { entry: CHECKSUMS })
  for (const [index, line] of lines.entries()) {
    const entry = entries[index]!
    const sum = createHash('sha256')
    for await (const part of entryBytes(path, entry)) sum.update(part)
    if (line !== `${sum.digest('hex')}  ${entry.name}`) throw refuseBackup('backup-damaged', { entry: entry.name })
  }
}

function padding(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK
}

function header(path: string, size: number): Buffer {
  if (size > LONGEST_ENTRY) throw new Error(`${path} is too large for one entry of a backup`)
  const cut = path.length > 100 ? path.lastIndexOf('/') : -1
  const [prefix, name] = [path.slice(0, Math.max(cut, 0)), path.slice(cut + 1)]
  if (Buffer.byteLength(name) > 100 || Buffer.byteLength(prefix) > 155) throw new Error(`${path} is too long for an entry of a backup`)
  const head = Buffer.alloc(BLOCK)
  head.write(name, 0)
  head.write('0000600\0' + '0000000\0' + '0000000\0', 100)
  head.write(`${size.toString(8).padStart(11, '0')}\0`, 124)
  head.write(`${'0'.repeat(11)}\0`, 136)
  head.write('        0', 148)
  head.write('ustar\x0000', 257)
  head.write(prefix, 345)
  head.write(`${sumOf(head).toString(8).padStart(6, '0')}\0 `, 148)
  return head
}

function readHeader(head: Buffer, offset: number): TarEntry | undefined {
  const text = (from: number, to: number) => head.toString('utf8', from, to).replace(/\0.*$/s, '')
  const plain = Buffer.from(head)
  plain.write('        ', 148)
  const size = Number.parseInt(text(124, 136), 8)
  if (text(257, 262) !== 'ustar' || Number.parseInt(text(148, 156), 8) !== sumOf(plain) || !(size >= 0)) return undefined
  const prefix = text(345, 500)
  return { name: prefix ? `${prefix}/${text(0, 100)}` : text(0, 100), offset, size }
}

function sumOf(head: Buffer): number {
  return head.reduce((sum, byte) => sum + byte, 0)
}
