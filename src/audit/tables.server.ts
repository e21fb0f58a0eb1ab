import type { ColumnType, Generated } from 'kysely'

type Json = ColumnType<Record<string, unknown> | null, string | null, string | null>
type Stamp = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>

interface Kept {
  organisation: string
  id: number
  created_at: Generated<Date>
  updated_at: Generated<Date>
  archived_at: Stamp
}

export interface ClientTable extends Kept {
  imported_as: Generated<string | null>
  name: string
  kind: Generated<string>
  status: Generated<string>
  siret: string | null
  address: string | null
  postal_code: string | null
  city: string | null
  country: string | null
  contact_name: string | null
  contact_email: string | null
  contact_phone: string | null
  notes: string | null
}

export interface ProjectTable extends Kept {
  imported_as: Generated<string | null>
  client: number
  name: string
  site_address: string | null
  latitude: number | null
  longitude: number | null
  module_model: string | null
  module_power_wp: number | null
  pv_config: Json
  notes: string | null
  status: Generated<string>
}

export interface InterventionTable extends Kept {
  imported_as: Generated<string | null>
  project: number
  /** Read through `to_char`: the driver would turn a day into an instant of its own zone. */
  day: ColumnType<Date, string, string>
  type: string
  status: Generated<string>
  notes: string | null
}

export interface AuditTable extends Kept {
  token: string
  intervention: number
  name: string
  status: Generated<string>
}

export interface PollingDeviceTable {
  organisation: string
  token: string
  person: string
  technician: string
  name: string
  running_numbers: Generated<boolean>
  received: ColumnType<string | null, number | null | undefined, number | null>
  sent: ColumnType<string | null, number | null | undefined, number | null>
  asked_since: ColumnType<string | null, number | null | undefined, number | null>
  answered_at: Stamp
  seen_at: Stamp
}

declare module '#kernel/database/tables.ts' {
  interface Tables {
    'audit.client': ClientTable
    'audit.project': ProjectTable
    'audit.intervention': InterventionTable
    'audit.audit': AuditTable
    'audit.polling_device': PollingDeviceTable
  }
}
