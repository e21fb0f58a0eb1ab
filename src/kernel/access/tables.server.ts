import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { Role, Scope } from './role.ts'

interface PersonTable {
  id: string
  name: string
  email: string
  email_verified: boolean
  image: string | null
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

interface SessionTable {
  id: string
  person: string
  token: string
  expires_at: Date
  ip_address: string | null
  user_agent: string | null
  created_at: Generated<Date>
  updated_at: Date
}

interface CredentialTable {
  id: string
  person: string
  account_id: string
  provider_id: string
  password: string | null
  created_at: Generated<Date>
  updated_at: Date
}

interface PasskeyTable {
  id: string
  person: string
  name: string | null
  created_at: Date | null
}

interface WrongTryTable {
  id: Generated<string>
  place: string
  at: Generated<Date>
}

interface MemberTable {
  organisation: string
  person: string
  name: string
  role: Role
  language: Generated<'fr' | 'en' | null>
  since: Generated<Date>
  left_at: Generated<Date | null>
}

interface ApiKeyTable {
  organisation: string
  id: string
  name: string
  secret: Buffer
  role: Role
  created_at: Generated<Date>
  created_by: string | null
  last_used_at: Generated<Date | null>
  revoked_at: Generated<Date | null>
}

interface InvitationTable {
  organisation: string
  id: string
  kind: 'member' | 'room' | 'password'
  secret: Buffer
  role: Role | null
  room: string | null
  scope: Scope | null
  person: string | null
  email: string | null
  name: string | null
  title: string | null
  created_at: Generated<Date>
  created_by: string | null
  expires_at: Date
  used_at: Generated<Date | null>
  used_by: Generated<string | null>
  revoked_at: Generated<Date | null>
}

interface GrantTable {
  organisation: string
  room: string
  person: string
  scope: Scope
  given_at: Generated<Date>
  given_by: string | null
  expires_at: Date | null
}

interface DeviceTable {
  organisation: string
  id: string
  by: 'session' | 'link'
  secret: Buffer
  person: string
  person_name: string
  name: string
  invitation: string | null
  created_at: Generated<Date>
  last_seen_at: Generated<Date>
  expires_at: Date | null
  revoked_at: Generated<Date | null>
  wiped_at: Generated<Date | null>
}

interface ActivityTable {
  organisation: string
  id: GeneratedAlways<string>
  at: Generated<Date>
  actor: string
  actor_name: string
  action: string
  thing: string | null
  details: ColumnType<Record<string, unknown>, string, never>
}

declare module '#kernel/database/tables.ts' {
  interface Tables {
    'kernel.person': PersonTable
    'kernel.session': SessionTable
    'kernel.credential': CredentialTable
    'kernel.passkey': PasskeyTable
    'kernel.wrong_try': WrongTryTable
    'kernel.member': MemberTable
    'kernel.api_key': ApiKeyTable
    'kernel.invitation': InvitationTable
    'kernel.grant': GrantTable
    'kernel.device': DeviceTable
    'kernel.activity': ActivityTable
  }
}
