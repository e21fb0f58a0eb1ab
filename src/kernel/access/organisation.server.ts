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

export async function organisationNamed(query: Query, name: string): Promise<string | undefined> {
  const row = await query.selectFrom('kernel.organisation').select('organisation').where('name', '=', name).executeTakeFirst()
  return row?.organisation
}
