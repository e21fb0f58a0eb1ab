import { isProblem, type Problem } from '#kernel/refusal.ts'
import type { Presence, ToDevice, ToServer } from './protocol.ts'

/** What can be asked by plain HTTP. */
export type Asked = Extract<ToServer, { type: 'open' | 'commit' }>

/** Refusals that judge what was sent, or whether this person may send it there. Every other one says nothing of the change sets. */
const OF_THE_SETS = new Set(['not-allowed', 'room-unknown'])
/** Refusals of a whole request for the sake of something in it. */
const OF_SOMETHING_IN_IT = new Set(['bad-input', 'too-large'])
/** Refusals that say who one is, or is not: the room stays closed until somebody looks at it again. */
const OF_THE_PERSON = new Set([401, 403])

/**
 * What the server said to a request, or `apart`: one of several change sets is refused and each must be sent alone to learn which. Anything
 * that is not the server's own word throws: on the way there are portals, proxies and nodes of another version, and a change set that one
 * of them turned away has not reached the server. It stays in the queue.
 */
export async function heardIn(asked: Asked, response: Response): Promise<ToDevice[] | 'apart'> {
  const body = await bodyOf(response)
  if (response.ok) return messagesOf(body, response).map(numberOnly)
  if (!isProblem(body)) throw notOurs(response)
  // Asked too fast or too slowly: the room asks again by itself.
  if (response.status === 429 || response.status === 408) return []
  return refusedBy(asked, body)
}

/** Who is in a room, when that is what was answered. */
export function peopleIn(body: unknown): Presence[] | undefined {
  const people = (body as { people?: unknown } | undefined)?.people
  return Array.isArray(people) ? (people as Presence[]) : undefined
}

/** Is it the server that answers at `/healthz`, and not whatever stands before it? */
export async function isOurHealth(response: Response): Promise<boolean> {
  const body = await bodyOf(response)
  return response.ok && (body as { status?: unknown } | undefined)?.status === 'ok'
}

function refusedBy(asked: Asked, problem: Problem): ToDevice[] | 'apart' {
  const { room } = asked
  const ofThem = OF_THE_SETS.has(problem.code) || OF_SOMETHING_IN_IT.has(problem.code)
  if (asked.type === 'commit' && ofThem) {
    if (OF_SOMETHING_IN_IT.has(problem.code) && asked.changeSets.length > 1) return 'apart'
    return asked.changeSets.map(({ id }) => ({ type: 'refused', room, id, problem }))
  }
  if (ofThem || OF_THE_PERSON.has(problem.status)) return [{ type: 'closed', room, problem }]
  throw new Error(`${problem.code} (HTTP ${problem.status})`)
}

function messagesOf(body: unknown, response: Response): ToDevice[] {
  const messages = (body as { messages?: unknown } | undefined)?.messages
  if (!Array.isArray(messages)) throw notOurs(response)
  return messages as ToDevice[]
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text()
  try {
    return JSON.parse(text)
  } catch {
    // No JSON is no word of the server's: the caller says so.
    return undefined
  }
}

function notOurs(response: Response): Error {
  return new Error(`not the server: HTTP ${response.status} ${response.headers.get('content-type') ?? ''}`)
}

/** Between two requests the server may have come back from a backup: an entry is taken from the tail, which says where it belongs. */
function numberOnly(message: ToDevice): ToDevice {
  return message.type === 'entry' ? { type: 'taken', room: message.room, id: message.entry.id, number: message.entry.number } : message
}
