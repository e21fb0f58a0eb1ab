import { isProblem, type Problem, Refusal } from '#kernel/refusal.ts'
import { currentLanguage, say } from './i18n.web.ts'
import { words } from './words.ts'

const NO_NETWORK = {
  status: 0,
  fr: 'Le serveur ne répond pas. Vérifiez le réseau, puis réessayez.',
  en: 'The server does not answer. Check the network, then try again.',
}
const NOT_OURS = {
  status: 502,
  fr: 'La réponse du serveur est illisible. Réessayez dans un instant.',
  en: 'The answer of the server cannot be read. Try again in a moment.',
}
const OUR_FAULT = { status: 500, fr: words.fr['error.bug'], en: words.en['error.bug'] }

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Asks the server for JSON. Whatever goes wrong comes back as a `Refusal` with its two sentences. `Answer` is the documented shape of the route. */
export async function ask<Answer>(method: Method, path: string, body?: unknown, signal?: AbortSignal): Promise<Answer> {
  const response = await callServer(method, path, { body, signal })
  if (response.status === 204) return undefined as Answer
  const answer: unknown = await response.json().catch(() => undefined)
  if (answer === undefined) throw new Refusal('unreadable-answer', NOT_OURS)
  return answer as Answer
}

interface Call {
  body?: unknown
  signal?: AbortSignal | undefined
  /** JSON when absent. */
  accept?: string
}

/** Calls the server and gives its good answer, still to be read. */
export async function callServer(method: Method, path: string, { body, signal, accept = 'application/json' }: Call): Promise<Response> {
  const response = await reach(path, {
    method,
    headers: { ...headersFor(body), accept },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  })
  if (response.ok) return response
  throw told(refusalOf(await response.json().catch(() => undefined), response.status))
}

/** Heard on the window for every refusal of the server, with its code: how a page learns that nobody is signed in any more. */
export const REFUSED_EVENT = 'courant-refused'

function told(refusal: Refusal): Refusal {
  dispatchEvent(new CustomEvent(REFUSED_EVENT, { detail: { code: refusal.code } }))
  return refusal
}

export function load<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  return ask<Answer>('GET', path, undefined, signal)
}

/** What to tell of an error, in the language of the moment: the sentence of a refusal, or that the fault is ours. */
export function sentenceOf(error: unknown): string {
  return error instanceof Refusal ? error[currentLanguage()] : say(words, 'error.bug')
}

/** The header tells the server that a page of ours asks: a foreign site cannot set it. */
function headersFor(body: unknown): Record<string, string> {
  const ours = { 'x-courant': '1', 'accept-language': currentLanguage() }
  return body === undefined ? ours : { ...ours, 'content-type': 'application/json' }
}

async function reach(path: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { ...request, credentials: 'same-origin' })
  } catch (error) {
    if (request.signal?.aborted) throw error
    throw new Refusal('no-network', NO_NETWORK)
  }
}

/** A refusal that came over another wire. */
export function refusalOfProblem(problem: Problem): Refusal {
  return new Refusal(problem.code, { status: problem.status, fr: problem.fr, en: problem.en }, problem.details ?? {})
}

function refusalOf(answer: unknown, status: number): Refusal {
  if (!isProblem(answer)) return new Refusal('server-fault', { ...OUR_FAULT, status })
  return refusalOfProblem(answer)
}
