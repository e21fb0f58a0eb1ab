import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { freePort } from './cluster.ts'
import { SURROUNDINGS } from './installation.ts'
import { fillWithOwner, OWNER_KEY } from './server.ts'
import { smallDisk } from './small-disk.ts'

interface Start {
  /** Where its error output goes. */
  errors?: 'pipe' | number
  folder?: string
}

async function freshFolder(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'courant-ends-'))
  await fillWithOwner(join(folder, 'data'))
  return folder
}

interface Running {
  child: ChildProcess
  url: string
  port: number
  folder: string
  /** Lines of its error output so far. */
  log(): { level: number; msg: string; err?: { message: string }; signal?: string }[]
  ended: Promise<{ status: number | null; signal: string | null }>
}

/** Faults that a test sets off inside the server by a signal: the names are those of the ends they bring. */
const FAULTS = {
  none: '',
  thrown: `throw new Error('thrown in a timer')`,
  rejected: `Promise.reject(new Error('rejected unheard'))`,
  'thread gone': `globalThis.threads.forEach(thread => thread.terminate())`,
  // What was asked is done and on the disk; the answer is about to leave.
  'killed at the answer': `http.ServerResponse.prototype.writeHead = () => process.kill(process.pid, 'SIGKILL')`,
  'thread at fault': `globalThis.threads.forEach(thread => thread.emit('error', new Error('out of memory')))`,
}

let server: Running | undefined
afterEach(() => {
  server?.child.kill('SIGKILL')
  if (server) rmSync(server.folder, { recursive: true, force: true })
  server = undefined
})

async function start(fault: keyof typeof FAULTS, { errors = 'pipe', folder: given }: Start = {}): Promise<Running> {
  const folder = given ?? (await freshFolder())
  const preload = join(folder, 'preload.mjs')
  writeFileSync(preload, preloadWith(FAULTS[fault]))
  const port = await freePort()
  const settings = {
    COURANT_DATA: join(folder, 'data'),
    PORT: String(port),
    COURANT_HOST: '127.0.0.1',
    COURANT_DEMO: 'off',
    COURANT_BOOTSTRAP_KEY: OWNER_KEY,
  }
  // Every request is a line of the log.
  const environment = { ...SURROUNDINGS, ...settings, COURANT_LOG_LEVEL: 'debug' }
  const child = spawn(process.execPath, ['--import', preload, 'src/app/main.server.ts'], {
    env: environment,
    stdio: ['ignore', 'pipe', errors],
  })
  let said = ''
  child.stderr?.on('data', text => (said += text))
  const log = () =>
    said
      .split('\n')
      .filter(line => line.startsWith('{'))
      .map(line => JSON.parse(line))
  const ended = new Promise<{ status: number | null; signal: string | null }>(resolve =>
    child.once('close', (status, signal) => resolve({ status, signal })),
  )
  return { child, url: `http://127.0.0.1:${port}`, port, folder, log, ended }
}

function preloadWith(fault: string): string {
  return `
    import http from 'node:http'
    import threads from 'node:worker_threads'
    import { syncBuiltinESMExports } from 'node:module'
    if (threads.isMainThread) {
      globalThis.threads = []
      threads.Worker = class extends threads.Worker {
        constructor(...words) { super(...words); globalThis.threads.push(this) }
      }
      syncBuiltinESMExports()
      process.on('SIGUSR2', () => { ${fault} })
    }`
}

const healthy = (one: Running) =>
  fetch(`${one.url}/readyz`).then(
    answer => answer.status,
    () => 0,
  )

async function startReady(...words: Parameters<typeof start>): Promise<Running> {
  server = await start(...words)
  await expect.poll(() => healthy(server!), { timeout: 30_000 }).toBe(200)
  return server
}

test.each([
  ['a fault in a timer', 'thrown', 'thrown in a timer'],
  ['a rejection that nobody hears', 'rejected', 'rejected unheard'],
  ['the end of the database’s thread', 'thread gone', 'the thread of the embedded database ended by itself (status 1)'],
  ['a fault of the database’s thread', 'thread at fault', 'out of memory'],
] as const)('%s ends the server with its reason at the fatal level', async (_name, fault, reason) => {
  const { child, log, ended } = await startReady(fault)
  child.kill('SIGUSR2')
  expect(await ended).toEqual({ status: 1, signal: null })
  const fatal = log().filter(({ level }) => level === 60)
  expect(fatal).toHaveLength(1)
  expect(fatal[0]).toMatchObject({ msg: 'the server ends: a fault that nothing caught', err: { message: reason } })
})

test('a server whose folder was taken over while it slept writes no more, and says why', async () => {
  const { folder, log, ended } = await startReady('none')
  const lock = join(folder, 'data', 'courant.lock')
  rmSync(lock)
  await expect.poll(() => existsSync(lock)).toBe(true)
  writeFileSync(lock, JSON.stringify({ pid: 1, host: 'another-machine' }))
  expect(await ended).toEqual({ status: 1, signal: null })
  const [fatal] = log().filter(({ level }) => level === 60)
  expect(fatal?.err?.message).toMatch(/was taken over by another process: \{"pid":1,"host":"another-machine"\}$/)
})

test('told to stop, the server says so and ends well', async () => {
  const { child, log, ended } = await startReady('none')
  child.kill('SIGTERM')
  expect(await ended).toEqual({ status: 0, signal: null })
  expect(log().find(({ signal }) => signal === 'SIGTERM')).toMatchObject({ level: 30, msg: 'the server stops: it was told to' })
})

test('told to stop, the server answers what was asked before, and waits for nobody else', async () => {
  const { child, port, log, ended } = await startReady('none')
  const body = '{"name":"GIRASOLE"}'
  const kind = `Authorization: Bearer ${OWNER_KEY}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}`
  const waiting = await talkTo(port, 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n', '"ok"')
  const begun = await talkTo(port, `POST /api/crm/clients HTTP/1.1\r\nHost: x\r\n${kind}\r\nExpect: 100-continue\r\n\r\n`, '100 Continue')
  child.kill('SIGTERM')
  await waiting.ended
  begun.write(body)
  expect(await begun.ended).toMatch(/HTTP\/1.1 201 .*connection: close.*"name":"GIRASOLE"/s)
  expect(await ended).toEqual({ status: 0, signal: null })
  expect(log().filter(({ level }) => level >= 40)).toEqual([])
})

/** A connection that has said something and was answered so much. `ended` is all that it heard. */
async function talkTo(port: number, said: string, answer: string): Promise<{ write(text: string): void; ended: Promise<string> }> {
  let heard = ''
  const socket = connect(port, '127.0.0.1', () => socket.write(said))
  socket.setEncoding('utf8').on('data', text => (heard += text))
  const ended = new Promise<string>(resolve => socket.on('error', () => undefined).once('close', () => resolve(heard)))
  await expect.poll(() => heard).toContain(answer)
  return { write: text => void socket.write(text), ended }
}

test('nobody who reads its output is needed: the server goes on when they leave', async () => {
  server = await start('none')
  server.child.stdout?.destroy()
  server.child.stderr?.destroy()
  await expect.poll(() => healthy(server!), { timeout: 30_000 }).toBe(200)
  for (let line = 0; line < 5; line++) expect(await healthy(server)).toBe(200)
})

test('a log that finds its disk full is lost, and the server is not', async () => {
  const disk = smallDisk(4)
  const file = openSync(join(disk.folder, 'log'), 'a')
  try {
    const one = await startReady('none', { errors: file })
    disk.fill()
    for (let line = 0; line < 5; line++) expect(await healthy(one)).toBe(200)
    one.child.kill('SIGKILL')
    await one.ended
  } finally {
    closeSync(file)
    disk.unmount()
  }
})

test.each(['vite-hmr', 'other'])('a connection that asks to speak %s and breaks off ends nothing', async protocol => {
  const one = await startReady('none')
  for (let n = 0; n < 20; n++) {
    const socket = connect(one.port, '127.0.0.1').on('error', () => undefined)
    socket.write(
      `GET /api/live HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${'A'.repeat(22)}==\r\nSec-WebSocket-Protocol: ${protocol}\r\n\r\n`,
    )
    await new Promise(resolve => setTimeout(resolve, n))
    socket.resetAndDestroy()
  }
  await new Promise(resolve => setTimeout(resolve, 200))
  expect(await healthy(one)).toBe(200)
  expect(one.log().filter(({ level }) => level >= 50)).toEqual([])
})

test('killed when a change set is taken and its answer about to leave, the server knows it when it is sent again', async () => {
  const before = await startReady('killed at the answer')
  const token = 'abc-123-def-456'
  const asked = async (
    one: Running,
    path: string,
    body?: object,
  ): Promise<{ items: { id: string; number: number }[]; messages: object[] }> => {
    const headers = { authorization: `Bearer ${OWNER_KEY}`, 'content-type': 'application/json' }
    const request = body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers }
    return (await fetch(`${one.url}${path}`, request)).json() as never
  }
  await asked(before, '/api/crm/clients', { name: 'GIRASOLE' })
  await asked(before, '/api/crm/projects', { client_id: 1 })
  await asked(before, '/api/planning/interventions', { project_id: 1, date: '2025-12-10', type: 'audit_complet' })
  await asked(before, '/api/audits', { intervention_id: 1, audit_token: token })
  await asked(before, '/api/shared-config', { audit_token: token, string_count: 2, modules_per_string: 3 })
  const changes = [{ kind: 'module', record: 'S2-3', field: 'status', to: 'dead' }]
  const set = { id: crypto.randomUUID(), base: 0, device: 'program', at: new Date().toISOString(), changes }
  before.child.kill('SIGUSR2')
  await expect(asked(before, `/api/rooms/${token}/changes`, set)).rejects.toThrow()
  expect((await before.ended).signal).toBe('SIGKILL')

  const after = await startReady('none', { folder: before.folder })
  const held = await asked(after, `/api/rooms/${token}/history?limit=1`)
  expect(held.items).toMatchObject([{ id: set.id }])
  expect((await asked(after, `/api/rooms/${token}/changes`, set)).messages).toEqual([
    { type: 'taken', room: token, id: set.id, number: held.items[0]?.number },
  ])
  expect((await asked(after, `/api/rooms/${token}/history?limit=1`)).items).toEqual(held.items)
})
