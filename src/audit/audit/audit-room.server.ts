import { type Actor, roleIn } from '#kernel/access/role.ts'
import type { Query } from '#kernel/database/database.server.ts'
import type { Kernel } from '#kernel/kernel.server.ts'
import type { Change, RoomReader } from '#kernel/record/change.ts'
import { mustBeAudit } from './audit-row.server.ts'

/** An audit as a transaction sees it. */
export interface AuditNow {
  room: RoomReader
  /** Last number given in the room. */
  number: number
}

/** Reads an audit of the actor's organisation; refuses a token that none bears. */
export function readAudit(kernel: Kernel, query: Query, actor: Pick<Actor, 'organisation'>, token: string): Promise<AuditNow> {
  return auditNow(kernel, query, actor, token, 'read')
}

/** The same for who decides upon all of it: nobody else writes in the audit before the transaction ends. */
export function holdAudit(kernel: Kernel, query: Query, actor: Pick<Actor, 'organisation'>, token: string): Promise<AuditNow> {
  return auditNow(kernel, query, actor, token, 'hold')
}

async function auditNow(
  kernel: Kernel,
  query: Query,
  { organisation }: Pick<Actor, 'organisation'>,
  token: string,
  look: 'read' | 'hold',
): Promise<AuditNow> {
  await mustBeAudit(query, token)
  const { reader, number } = await kernel.rooms[look](query, { organisation, room: token })
  return { room: reader, number }
}

export interface Act {
  changes: Change[]
  /** Number that the author had seen. */
  base?: number
  label?: string
  /** Where it was decided, when it is not the actor's own device. */
  device?: string
  id?: string
}

/** Writes an act in an audit as anybody's tablet would: judged by the rules, numbered, merged. Answers its number. */
export async function writeAudit(kernel: Kernel, query: Query, actor: Actor, token: string, { device, ...act }: Act): Promise<number> {
  const author = { person: actor.person, role: roleIn(actor, token), device: device ?? actor.device }
  const taken = await kernel.rooms.commitWithin(query, author, { organisation: actor.organisation, room: token }, act)
  return taken.type === 'entry' ? taken.entry.number : taken.number
}

/** Does the work of a request in one transaction on an audit that this node remembers: tablets ask every few seconds. */
export async function onAudit<Result>(
  kernel: Kernel,
  { organisation }: Actor,
  token: string,
  work: (query: Query) => Promise<Result>,
): Promise<Result> {
  await kernel.rooms.keep({ organisation, room: token })
  return kernel.database.inOrganisation(organisation, work)
}
