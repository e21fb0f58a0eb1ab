import type { Generated } from 'kysely'

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
