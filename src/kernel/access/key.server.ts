import type { Database, Query } from '#kernel/database/database.server.ts'
import { type OrganisationForName, organisationForName } from './organisation.server.ts'
import type { Role } from './role.ts'
import { hashOf, makeSecret } from './secret.server.ts'
import './tables.server.ts'

export interface MadeKey {
  organisation: string
  id: string
  /** Shown once: only its hash is kept. */
  key: string
}

/** Makes an API key in an organisation. `key` is given only by who runs the installation. */
export async function addKey(
  query: Query,
  wanted: { organisation: string; name: string; role: Role; by: string | null; key?: string },
): Promise<MadeKey> {
  const key = wanted.key ?? makeSecret('key')
  const id = crypto.randomUUID()
  const { organisation, name, role, by } = wanted
  await query
    .insertInto('kernel.api_key')
    .values({ organisation, id, name, role, secret: hashOf(key), created_by: by })
    .execute()
  return { organisation, id, key }
}

/** How history signs what a key made without a name did, in either language. */
const TERMINAL = 'Terminal'

/** What `courant key create` does: a key of the organisation of that name, which is made when there is none. */
export function createKey(
  database: Database,
  wanted: { organisation: string; role: Role; name?: string },
): Promise<MadeKey & Pick<OrganisationForName, 'beside'>> {
  return database.asSystem(async query => {
    const { organisation, beside } = await organisationForName(query, wanted.organisation)
    return { ...(await addKey(query, { organisation, name: wanted.name ?? TERMINAL, role: wanted.role, by: null })), beside }
  })
}
