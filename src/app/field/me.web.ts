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
const NAMES = 'field.names'

/** A network that answers nothing must not keep the tablet closed. */
const PATIENCE_MS = 1_500

/**
 * Asks the server; without an answer, or without one soon, relies on its last: should somebody else have signed in since, the server takes
 * nothing said in the name of the first. Throws the refusal when nobody is signed in here.
 */
export async function whoIsHere(): Promise<Me> {
  const kept = lastKnown()
  if (kept === null) return askWho()
  const answer = askWho().catch((error: unknown) => {
    if (!(error instanceof Refusal) || error.status === 401) throw error
    return kept
  })
  return Promise.race([answer, new Promise<Me>(resolve => setTimeout(() => resolve(kept), PATIENCE_MS))])
}

/** Asks the server alone, however long it takes. Throws the refusal, also when there is no network. */
export async function askWho(): Promise<Me> {
  try {
    const { person, name, role, device, grants } = await load<Me>('/api/me')
    const me = { person, name, role, device, grants }
    remember(KEPT, JSON.stringify(me))
    remember(NAMES, JSON.stringify({ ...namesHere(), [person]: name }))
    return me
  } catch (error) {
    if (error instanceof Refusal && error.code === 'link-revoked') forgetMe()
    throw error
  }
}

/** Who held this tablet when the server last said so; `null` when it never did. */
export function lastKnown(): Me | null {
  const text = remembered(KEPT)
  return text === null ? null : (JSON.parse(text) as Me)
}

/** Whose work this tablet holds, signed in or not any more. */
export function personHere(): string | null {
  return lastKnown()?.person ?? remembered(LEFT)
}

/** What those who have held this tablet are called, by person; who signed out is forgotten with the rest. */
export function nameHere(person: string): string | undefined {
  return namesHere()[person]
}

function namesHere(): Record<string, string> {
  return JSON.parse(remembered(NAMES) ?? '{}') as Record<string, string>
}

/** The audits do not open here again, not even without network; whose unsent work remains is still known. */
export function forgetMe(): void {
  const person = personHere()
  if (person !== null) remember(LEFT, person)
  forget(KEPT)
}
