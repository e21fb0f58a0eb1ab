/** What a person may do in an organisation, from the widest to the narrowest. */
export const ROLES = ['owner', 'admin', 'lead', 'technician', 'editor', 'viewer', 'client'] as const
export type Role = (typeof ROLES)[number]

/** How far a grant on one room (an audit) goes. */
export const SCOPES = ['read', 'write', 'manage'] as const
export type Scope = (typeof SCOPES)[number]

export type Permission =
  /** Read everything of the organisation, or only what was granted. */
  | 'read'
  /** Write what people decide in rooms: verdicts, comments, photos. */
  | 'write'
  /** Create and change clients, projects, visits, audits, configurations; issue reports. */
  | 'manage'
  /** Import, export, see the activity log. */
  | 'administer'
  /** People, roles, keys, devices. */
  | 'access'

const PERMISSIONS: Record<Role, readonly Permission[]> = {
  owner: ['read', 'write', 'manage', 'administer', 'access'],
  admin: ['read', 'write', 'manage', 'administer', 'access'],
  lead: ['read', 'write', 'manage'],
  technician: ['read', 'write'],
  editor: ['read', 'write', 'manage'],
  viewer: ['read'],
  client: [],
}

/** Who asks. Every request acts inside one organisation. */
export interface Actor {
  organisation: string
  /** Person, API key or named device: what history names as the author. */
  person: string
  name: string
  by: 'session' | 'key' | 'link'
  role: Role
  /** Session or link id: what is revoked when a device is lost. */
  device: string
  /** Rooms granted one by one, on top of the role. Expired grants are already left out. */
  grants: { room: string; scope: Scope }[]
}

/** Everything that a role allows in the whole organisation, for screens that hide what would be refused. */
export function permissionsOf(role: Role): Permission[] {
  return [...PERMISSIONS[role]]
}

const SCOPE_GIVES: Record<Scope, readonly Permission[]> = {
  read: ['read'],
  write: ['read', 'write'],
  manage: ['read', 'write', 'manage'],
}

/** What of an actor decides about rights: all that a device knows of its holder. */
export type Rights = Pick<Actor, 'role' | 'grants'>

/** May the actor do this, in this room when one is named? */
export function may(actor: Rights, permission: Permission, room?: string): boolean {
  if (PERMISSIONS[actor.role].includes(permission)) return true
  return room !== undefined && actor.grants.some(grant => grant.room === room && SCOPE_GIVES[grant.scope].includes(permission))
}

/** The role that the rules of a room see: whoever may manage one room is a lead in it. */
export function roleIn(actor: Rights, room: string): Role {
  return may(actor, 'manage', room) && !may(actor, 'manage') ? 'lead' : actor.role
}
