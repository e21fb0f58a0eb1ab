import { sql } from 'kysely'
import { z } from 'zod'
import type { Query } from '#kernel/database/database.server.ts'
import { brokenRule } from '#kernel/http/bad-input.server.ts'
import { nextNumber } from '../numbering.server.ts'
import { refuseOffice } from '../refusals.ts'
import { mustExist } from '../register.server.ts'
import { auditRoom } from './room.ts'

const TOKEN_PATTERN = /^[A-Za-z0-9-]{8,64}$/

/** Normally a UUID; the tokens of older programs are kept as they are. */
export const AUDIT_TOKEN = z
  .string()
  .refine(
    token => TOKEN_PATTERN.test(token),
    brokenRule({ fr: 'lettres sans accent, chiffres et tirets, de 8 à 64', en: 'unaccented letters, digits and dashes, 8 to 64' }),
  )
  .meta({ pattern: TOKEN_PATTERN.source })

export interface FreshAudit {
  token: string
  intervention: number
  /** The project's name when absent. */
  name?: string
}

/** Adds the row of an audit and the room of the same name. `false` when this audit of this visit is already there. */
export async function addAudit(query: Query, organisation: string, { token, intervention, name }: FreshAudit): Promise<boolean> {
  await mustExist(query, 'intervention', intervention)
  const opened = await sql`insert into kernel.room (organisation, room, sort) values (${organisation}, ${token}, ${auditRoom.sort})
    on conflict do nothing returning room`.execute(query)
  if (opened.rows.length === 0) {
    const { rows } = await sql<{ intervention: number }>`select intervention from audit.audit where token = ${token}`.execute(query)
    if (rows[0]?.intervention !== intervention) throw refuseOffice('audit-token-taken', { token })
    return false
  }
  const id = await nextNumber(query, organisation, 'audit')
  await sql`insert into audit.audit (organisation, id, token, intervention, name)
    select ${organisation}, ${id}, ${token}, i.id, coalesce(${name ?? null}, p.name)
    from audit.intervention i join audit.project p on p.organisation = i.organisation and p.id = i.project
    where i.id = ${intervention}`.execute(query)
  return true
}

/** Refuses a token that no audit of the organisation bears. */
export async function mustBeAudit(query: Query, token: string): Promise<void> {
  const { rows } = await sql`select 1 from audit.audit where token = ${token}`.execute(query)
  if (!rows[0]) throw refuseOffice('audit-unknown', { token: token.slice(0, 64) })
}
