import type { Role, Scope } from '#kernel/access/role.ts'
import { Refusal } from '#kernel/refusal.ts'
import { load } from '#kernel/ui/api.web.ts'
import { remember, remembered } from '#kernel/ui/remember.web.ts'

/** Who holds this tablet, as `/api/me` answers, or answered last. */
export interface Me {
  person: string
  name: string
  role: Role
  device: string
  grants: { room: string; scope: Scope }[]
}

const KEPT = 'field.me'

/** Asks the server, and without network relies on its last answer. Throws the refusal when nobody was ever signed in here. */
export async function whoIsHere(): Promise<Me> {
  try {
    const { person, name, role, device, grants } = await load<Me>('/api/me')
    const me = { person, name, role, device, grants }
    remember(KEPT, JSON.stringify(me))
    return me
  } catch (error) {
    const kept = remembered(KEPT)
    if (!(error instanceof Refusal) || error.status === 401 || kept === null) throw error
    return JSON.parse(kept) as Me
  }
}
