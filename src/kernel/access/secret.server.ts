import { createHash, randomBytes } from 'node:crypto'

/** A secret that nobody guesses, safe in an address, a header and a cookie. The prefix says what it is when it turns up in a log. */
export function makeSecret(prefix: 'key' | 'join' | 'device'): string {
  return `courant_${prefix}_${randomBytes(32).toString('base64url')}`
}

/** What is kept of a secret. Looking a secret up by its hash tells nothing through time: the attacker does not choose the hash. */
export function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
