import { lookup } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { networkInterfaces } from 'node:os'
import { Agent, type Dispatcher, request as send } from 'undici'
import { Refusal, refusals } from '#kernel/refusal.ts'
import { isThisMachine, reachOf } from './address.server.ts'

/** No sentence tells what the other side answered or where a name leads: a test of a connection must not map a network. */
const refuseOutbound = refusals({
  'outbound-malformed': {
    status: 400,
    fr: 'L’adresse n’est pas utilisable. Donnez une adresse complète en http:// ou https://, sans nom d’utilisateur ni mot de passe.',
    en: 'The address cannot be used. Give a full http:// or https:// address, without user name or password.',
  },
  'outbound-not-allowed': {
    status: 403,
    fr: 'Cette installation ne permet pas d’appeler cette adresse. Donnez une autre adresse ou demandez à la personne qui l’administre.',
    en: 'This installation does not allow calls to this address. Give another address or ask the person who runs it.',
  },
  'outbound-unreachable': {
    status: 502,
    fr: 'L’adresse n’a pas répondu. Vérifiez l’adresse, le port et le réseau, puis recommencez.',
    en: 'The address did not answer. Check the address, the port and the network, then try again.',
  },
  'outbound-too-slow': {
    status: 504,
    fr: 'L’adresse n’a pas répondu en {seconds}\u202fs. Recommencez plus tard.',
    en: 'The address did not answer within {seconds} s. Try again later.',
  },
  'outbound-redirected': {
    status: 502,
    fr: 'L’adresse renvoie vers une autre adresse. Donnez directement l’adresse finale.',
    en: 'The address sends on to another address. Give the final address itself.',
  },
  'outbound-too-large': {
    status: 502,
    fr: 'La réponse dépasse la taille permise ({limit}\u202foctets). Demandez moins de données à la fois.',
    en: 'The answer is larger than allowed ({limit} bytes). Ask for less data at a time.',
  },
})

export interface OutboundPolicy {
  /** Loopback and private ranges: a decision of the deployment, never of an organisation. */
  allowPrivate: boolean
  /** Ports of this installation (its own server, its database): refused on this machine whatever the ranges allowed. */
  ownPorts: number[]
  /** Answers every address of a name; the system's resolver when absent. */
  resolve?(host: string): Promise<string[]>
}

export interface OutboundRequest {
  method?: Dispatcher.HttpMethod
  headers?: Record<string, string>
  body?: Buffer | string
  /** One deadline over name, connection and body. */
  timeoutMs?: number
  maxBytes?: number
}

export interface OutboundAnswer {
  status: number
  headers: Record<string, string>
  body: Buffer
}

const TIMEOUT_MS = 15_000
const MAX_BYTES = 10 << 20
const REDIRECTS = new Set([301, 302, 303, 307, 308])
/** The caller's headers may not say who is called, how the message is framed, or ask for a packed answer that would escape the cap. */
const OURS = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'upgrade', 'te', 'trailer', 'expect', 'accept-encoding'])

/**
 * The one way out of the server. All addresses of the name are judged and the connection goes to one of those very addresses, so a name
 * that changes its answer in between changes nothing. Host and TLS name stay those of the address asked for.
 */
export async function guardedFetch(address: string, asked: OutboundRequest, policy: OutboundPolicy): Promise<OutboundAnswer> {
  const url = readAddress(address)
  const timeoutMs = asked.timeoutMs ?? TIMEOUT_MS
  const deadline = AbortSignal.timeout(timeoutMs)
  const late = refuseOutbound('outbound-too-slow', { seconds: Math.ceil(timeoutMs / 1000) })
  try {
    const addresses = await before(deadline, addressesOf(url, policy))
    if (!addresses.every(one => isAllowed(one, url, policy))) throw refuseOutbound('outbound-not-allowed')
    return await call(url, asked, addresses, deadline)
  } catch (error) {
    if (deadline.aborted) throw late
    if (error instanceof Refusal) throw error
    throw unreachable(error)
  }
}

function readAddress(address: string): URL {
  if (!URL.canParse(address)) throw refuseOutbound('outbound-malformed')
  const url = new URL(address)
  const plain = url.username === '' && url.password === '' && url.hostname !== ''
  if (!plain || !['http:', 'https:'].includes(url.protocol)) throw refuseOutbound('outbound-malformed')
  return url
}

async function addressesOf(url: URL, policy: OutboundPolicy): Promise<string[]> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host)) return [host]
  const found = await (policy.resolve ?? resolveBySystem)(host)
  if (found.length === 0) throw refuseOutbound('outbound-unreachable')
  return found
}

async function resolveBySystem(host: string): Promise<string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address)
}

function isAllowed(address: string, url: URL, policy: OutboundPolicy): boolean {
  const reach = reachOf(address)
  if (reach === 'forbidden' || (reach === 'private' && !policy.allowPrivate)) return false
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
  return !(policy.ownPorts.includes(port) && isThisMachine(address, ownAddresses()))
}

function ownAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap(cards => (cards ?? []).map(({ address }) => address))
}

async function call(url: URL, asked: OutboundRequest, addresses: string[], deadline: AbortSignal): Promise<OutboundAnswer> {
  const dispatcher = new Agent({ connect: { lookup: pinnedTo(addresses) }, pipelining: 0 })
  try {
    const answer = await send(url, {
      dispatcher,
      method: asked.method ?? 'GET',
      headers: { ...callersHeaders(asked.headers ?? {}), 'accept-encoding': 'identity' },
      body: asked.body ?? null,
      signal: deadline,
    })
    if (REDIRECTS.has(answer.statusCode)) throw refuseOutbound('outbound-redirected')
    const body = await readUpTo(answer.body, asked.maxBytes ?? MAX_BYTES)
    return { status: answer.statusCode, headers: plainHeaders(answer.headers), body }
  } finally {
    await dispatcher.destroy()
  }
}

/** A resolver that knows only the judged addresses. */
function pinnedTo(addresses: string[]): LookupFunction {
  const all = addresses.map(address => ({ address, family: isIP(address) }))
  return (_host, options, answer) => {
    if (options.all) answer(null, all)
    else answer(null, all[0]!.address, all[0]!.family)
  }
}

function callersHeaders(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !OURS.has(name.toLowerCase())))
}

function plainHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]))
}

async function readUpTo(body: AsyncIterable<Buffer>, limit: number): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of body) {
    size += part.length
    if (size > limit) throw refuseOutbound('outbound-too-large', { limit })
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function before<Result>(deadline: AbortSignal, work: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    deadline.addEventListener('abort', () => reject(deadline.reason), { once: true })
    work.then(resolve, reject)
  })
}

/** What the system says stays in the error's cause, for the log of the deployment; the sentence says nothing of it. */
function unreachable(cause: unknown): Refusal {
  const refusal = refuseOutbound('outbound-unreachable')
  refusal.cause = cause
  return refusal
}
