import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { problemOf } from '#kernel/refusal.ts'
import { refuse } from '../http/refusals.ts'
import type { ToDevice, ToServer } from './protocol.ts'
import { Transport } from './transport.web.ts'

const LOGIN_PAGE = '<!doctype html><title>Wi-Fi</title><form>Acceptez les conditions</form>'
const SET = { id: 'set-1', room: 'audit-1', base: 0, device: 'tablet', at: '2025-12-10T22:00:00.000Z', changes: [] }
const COMMIT: ToServer = { type: 'commit', room: 'audit-1', changeSets: [SET] }
const TAKEN: ToDevice = { type: 'taken', room: 'audit-1', id: 'set-1', number: 7 }

/** What stands between the tablet and the server, or the server itself. */
let answers: RequestListener
let between: Server
let address: string
let said: ToDevice[]
let connections: string[]
let transport: Transport

function html(status: number, headers: Record<string, string> = {}): RequestListener {
  return (_request, response) => response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(LOGIN_PAGE)
}

function json(status: number, body: object): RequestListener {
  return (_request, response) => send(response, status, body)
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

/** The server is healthy; what it says to change sets is given. */
function serverThat(takes: RequestListener): RequestListener {
  return (request, response) => (request.url === '/healthz' ? send(response, 200, { status: 'ok' }) : takes(request, response))
}

const server = serverThat(json(200, { messages: [TAKEN] }))

beforeAll(async () => {
  between = createServer((request, response) => answers(request, response))
  await new Promise<void>(resolve => between.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(between.address() as { port: number }).port}`
})
afterAll(() => between.close())

beforeEach(() => {
  said = []
  connections = []
  const ask = fetch
  vi.stubGlobal('fetch', (path: string, request: RequestInit) => ask(new URL(path, address), request))
  vi.stubGlobal('location', { href: `${address}/` })
  vi.stubGlobal('addEventListener', () => undefined)
  vi.stubGlobal('removeEventListener', () => undefined)
  vi.stubGlobal('WebSocket', ShutLine)
  transport = new Transport({
    person: 'anna',
    receive: message => said.push(message),
    changed: connection => connections.push(connection),
    stranger: problem => said.push({ type: 'closed', room: 'audit-1', problem }),
  })
})
afterEach(() => {
  transport.stop()
  vi.unstubAllGlobals()
})

/** A network that lets no WebSocket through. */
class ShutLine {
  static readonly CONNECTING = 0
  static readonly OPEN = 1
  readyState = 3
  onclose: (event: { reason: string; code: number }) => void = () => undefined
  constructor() {
    setTimeout(() => this.onclose({ reason: '', code: 1006 }))
  }
  close(): void {}
}

async function polls(): Promise<void> {
  answers = server
  transport.start()
  await expect.poll(() => transport.connection, { timeout: 8000 }).toBe('polling')
}

const IN_THE_WAY: [string, RequestListener][] = [
  ['a portal that shows its page', html(200)],
  ['a portal that leads to its page', html(302, { location: '/login' })],
  ['a portal that has the request sent to it', html(307, { location: '/login' })],
  ['a page that is not found', html(404)],
  ['a proxy that knows no such method', html(405)],
  ['a proxy that finds the request too large', html(413)],
  ['a proxy that asks who one is', html(407)],
  ['a proxy that asks to sign in', html(401)],
  ['a proxy that forbids', html(403)],
  ['a proxy whose server is away', html(502)],
  ['a gateway that speaks JSON', json(404, { message: 'no Route matched', code: 'not-found' })],
  ['a gateway that takes everything', json(200, { ok: true })],
  ['a problem of somebody else', json(403, { type: 'about:blank', title: 'Forbidden', status: 403, code: 'forbidden' })],
  ['a node that has no such address', json(404, problemOf(refuse('no-such-address', { path: '/x' }), 'fr'))],
  ['a node that has no such method', json(405, problemOf(refuse('no-such-method', { method: 'POST', allowed: 'GET' }), 'fr'))],
  ['a server that is itself at fault', json(500, problemOf(refuse('our-fault', { reference: 'x' }), 'fr'))],
  ['a server whose disk is full', json(507, problemOf(refuse('disk-full'), 'fr'))],
]

test('what stands between refuses no change set: the server was not reached, and gets it once it is', async () => {
  await polls()
  for (const [name, inTheWay] of IN_THE_WAY) {
    answers = inTheWay
    transport.send(COMMIT)
    await expect.poll(() => connections.at(-1), { message: name }).toBe('offline')
    expect(said, name).toEqual([])
    answers = server
    await expect.poll(() => transport.connection, { message: name }).toBe('polling')
    transport.send(COMMIT)
    await expect.poll(() => said.splice(0), { message: name }).toEqual([TAKEN])
  }
})

test('a portal that answers everything is not taken for the server', async () => {
  answers = html(200)
  transport.start()
  await new Promise(resolve => setTimeout(resolve, 3000))
  expect([transport.connection, connections.includes('polling')]).toEqual(['offline', false])
})

test('what the server itself refuses is refused', async () => {
  await polls()
  const problem = problemOf(refuse('not-allowed', { role: 'viewer' }), 'fr')
  answers = serverThat(json(403, problem))
  transport.send(COMMIT)
  await expect.poll(() => said).toEqual([{ type: 'refused', room: 'audit-1', id: 'set-1', problem }])
})

test('who is not signed in any more keeps the change set and sees the room closed', async () => {
  await polls()
  const problem = problemOf(refuse('sign-in-needed'), 'fr')
  answers = serverThat(json(401, problem))
  transport.send(COMMIT)
  await expect.poll(() => said).toEqual([{ type: 'closed', room: 'audit-1', problem }])
})

test('who is in the room is told and heard without a live line, in the name of the person', async () => {
  await polls()
  const people = [{ person: 'boris', name: 'Boris', device: 'd', at: 'S1-2', place: null, seen: SET.at }]
  const heard: [string | undefined, unknown][] = []
  answers = serverThat((request, response) => {
    let body = ''
    request.on('data', text => (body += text))
    request.on('end', () => {
      heard.push([request.headers['x-courant-person']?.toString(), JSON.parse(body)])
      send(response, 200, { people })
    })
  })
  transport.send({ type: 'presence', room: 'audit-1', at: 'S1-1', place: null })
  await expect.poll(() => said).toEqual([{ type: 'presence', room: 'audit-1', people }])
  expect(heard).toEqual([['anna', { at: 'S1-1', place: null }]])
  answers = html(200)
  transport.send({ type: 'presence', room: 'audit-1', at: 'S1-1', place: null })
  expect(transport.connection).toBe('polling')
})

test('of several change sets the one that is wrong is refused, and the others are taken', async () => {
  await polls()
  const problem = problemOf(refuse('bad-input', { where: 'x', endroit: 'x' }), 'fr')
  answers = serverThat((request, response) => {
    let body = ''
    request.on('data', text => (body += text))
    request.on('end', () => {
      const { changeSets } = JSON.parse(body) as { changeSets: { id: string }[] }
      if (changeSets.some(({ id }) => id === 'wrong')) return send(response, 400, problem)
      send(response, 200, { messages: changeSets.map(({ id }) => ({ ...TAKEN, id })) })
    })
  })
  transport.send({ ...COMMIT, changeSets: ['a', 'wrong', 'b'].map(id => ({ ...SET, id })) })
  await expect.poll(() => said).toHaveLength(3)
  expect(said.map(one => [one.type, (one as { id: string }).id])).toEqual([
    ['taken', 'a'],
    ['refused', 'wrong'],
    ['taken', 'b'],
  ])
})
