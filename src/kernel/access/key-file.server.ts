import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { makeFolder } from '#kernel/folder.server.ts'
import { refuse } from './refusals.ts'

const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** The installation's key, kept outside the database: made on the first start, readable by the server's user alone. */
export function readOrMakeKey(path: string): Buffer {
  if (!existsSync(path)) {
    makeFolder(dirname(path))
    writeFileSync(path, `${randomBytes(KEY_BYTES).toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
  }
  const key = Buffer.from(textOf(path).trim(), 'hex')
  if (key.length !== KEY_BYTES) throw refuse('key-file-unreadable', { path, characters: KEY_BYTES * 2 })
  return key
}

/** Of a folder the system says that it cannot be read, but not which. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw Object.assign(error as NodeJS.ErrnoException, { path })
  }
}

/** Seals a secret with AES-256-GCM. The answer is nonce, tag and text, in base64url. */
export function seal(secret: string, key: Buffer): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url')
}

/** Opens what `seal` made. Throws when the key is not the one it was sealed with, or the text was touched. */
export function unseal(sealed: string, key: Buffer): string {
  const bytes = Buffer.from(sealed, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES))
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8')
}
