import { refuse } from '#kernel/http/refusals.ts'
import { type Actor, may, type Permission } from './role.ts'

/** Goes on when the actor has the permission, in the room if one is given; otherwise refuses with the role that lacks it. */
export function demand(actor: Actor, permission: Permission, room?: string): void {
  if (!may(actor, permission, room)) throw refuse('not-allowed', { role: actor.role })
}
