import { createHmac, randomBytes, scryptSync } from 'node:crypto'
import { seal, unseal } from '#kernel/access/key-file.server.ts'
import { refuseBackup } from './refusals.ts'

const LEAST_PASSPHRASE = 12
const COST = { N: 1 << 15, r: 8, p: 1, maxmem: 64 << 20 }

export interface SealedKey {
  salt: string
  text: string
}

/** Tells two keys apart without telling anything about them. */
export function fingerprintOf(key: Buffer): string {
  return createHmac('sha256', key).update('fingerprint').digest('hex').slice(0, 16)
}

/** The installation's key under a passphrase (scrypt, then AES-256-GCM). */
export function sealKey(key: Buffer, passphrase: string): SealedKey {
  if (passphrase.length < LEAST_PASSPHRASE) throw refuseBackup('weak-passphrase')
  const salt = randomBytes(16)
  return { salt: salt.toString('hex'), text: seal(key.toString('hex'), scryptSync(passphrase, salt, 32, COST)) }
}

export function unsealKey({ salt, text }: SealedKey, passphrase: string): Buffer {
  try {
    return Buffer.from(unseal(text, scryptSync(passphrase, Buffer.from(salt, 'hex'), 32, COST)), 'hex')
  } catch (cause) {
    const refusal = refuseBackup('wrong-passphrase')
    refusal.cause = cause
    throw refusal
  }
}
