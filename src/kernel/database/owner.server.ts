import pg from 'pg'
import type { Refusal } from '#kernel/refusal.ts'
import { refuseDatabase } from './refusals.ts'

const PATIENCE_MS = 10_000
const OLDEST = 15

/** Connects to the PostgreSQL server of an address as the owner of the tables. What prevents it is refused with its sentence. */
export async function connectOwner(url: string): Promise<pg.Client> {
  const place = placeOf(url)
  const owner = new pg.Client({ connectionString: url, connectionTimeoutMillis: PATIENCE_MS })
  // A connection that is lost is told by the query that fails on it.
  owner.on('error', () => undefined)
  try {
    await owner.connect()
  } catch (cause) {
    throw Object.assign(whyNot(cause as Error & { code?: string }, place), { cause })
  }
  const { rows } = await owner.query<{ version: number }>(`select current_setting('server_version_num')::int as version`)
  const version = Math.floor((rows[0]?.version ?? 0) / 10_000)
  checkVersion(version, place)
  return owner
}

export function checkVersion(version: number, place: string): void {
  if (version < OLDEST) throw refuseDatabase('database-too-old', { place, version, oldest: OLDEST })
}

/** A database as sentences name it: without its password. */
export function placeOf(url: string): string {
  const { host, pathname } = new URL(url)
  return `${host}${pathname}`
}

function whyNot({ code, message }: Error & { code?: string }, place: string): Refusal {
  if (code === '28P01' || code === '28000') return refuseDatabase('database-login', { place })
  if (code === '3D000') return refuseDatabase('database-missing', { place })
  return refuseDatabase('database-unreachable', { place, reason: code ?? message })
}
