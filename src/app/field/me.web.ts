import type { Role, Scope } from '#kernel/access/role.ts'
import { Refusal } from '#kernel/refusal.ts'
import { load } from '#kernel/ui/api.web.ts'
import { forget, remember, remembered } from '#kernel/ui/remember.web.ts'

/** Who holds this tablet, as `/api/me` answers, or answered last. */
export interface Me {
  person: string
  name: string
  role: Role
  device: string
  grants: { room: string; scope: Scope }[]
}

const KEPT = 'field.me'
const LEFT = 'field.left'

/** Asks the server, and without network relies on its last answer. Throws the refusal when nobody was ever signed in here. */
export async function whoIsHere(): Promise<Me> {
  try {
    const { person, name, role, device, grants } = await load<Me>('/api/me')
    const me = { person, name, role, device, grants }
    remember(KEPT, JSON.stringify(me))
    return me
  } catch (error) {
    if (error instanceof Refusal && error.code === 'link-revoked') linkIsOver()
    const kept = remembered(KEPT)
    if (!(error instanceof Refusal) || error.status === 401 || kept === null) throw error
    return JSON.parse(kept) as Me
  }
}

/** Whose work this tablet holds, signed in or not any more. */
export function personHere(): string | null {
  const kept = remembered(KEPT)
  return kept === null ? remembered(LEFT) : (JSON.parse(kept) as Me).person
}

/** The audits do not open here again, not even without network; whose unsent work remains is still known. */
function linkIsOver(): void {
  const person = personHere()
  if (person !== null) remember(LEFT, person)
  forget(KEPT)
}
