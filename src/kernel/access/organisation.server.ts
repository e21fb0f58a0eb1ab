import type { Generated } from 'kysely'
import type { Query } from '#kernel/database/database.server.ts'
import { refuse } from './refusals.ts'

export interface OrganisationTable {
  organisation: string
  name: string
  created_at: Generated<Date>
}

declare module '#kernel/database/tables.ts' {
  interface Tables {
    'kernel.organisation': OrganisationTable
  }
}

/** Makes an organisation and answers its id. Names are unique in an installation: the command line calls an organisation by its name. */
export async function createOrganisation(query: Query, name: string): Promise<string> {
  if (await organisationNamed(query, name)) throw refuse('name-taken', { name })
  const organisation = crypto.randomUUID()
  await query.insertInto('kernel.organisation').values({ organisation, name }).execute()
  return organisation
}

export interface OrganisationForName {
  organisation: string
  /** Names of those that were there before, when it had to be made: a mistyped name makes one more. */
  beside?: string[] | undefined
}

/** The organisation of that name, made when there is none. */
export async function organisationForName(query: Query, name: string): Promise<OrganisationForName> {
  const known = await organisationNamed(query, name)
  if (known !== undefined) return { organisation: known }
  const others = await query.selectFrom('kernel.organisation').select('name').orderBy('name').execute()
  return { organisation: await createOrganisation(query, name), beside: others.map(other => other.name) }
}

export async function organisationNamed(query: Query, name: string): Promise<string | undefined> {
  const row = await query.selectFrom('kernel.organisation').select('organisation').where('name', '=', name).executeTakeFirst()
  return row?.organisation
}
