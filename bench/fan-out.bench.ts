// One edit to 50 devices: Courant, on the disk of PostgreSQL before anybody is told, against Hocuspocus + Yjs, which writes to no disk.
// Each server is a process of its own; the devices of both apply what they receive to their own copy of the room.
import { type ChildProcess, fork } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import pg from 'pg'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { RoomState } from '../src/kernel/record/room-state.ts'
import type { ToDevice } from '../src/kernel/sync/protocol.ts'
import { startCluster } from '../tests/cluster.ts'
import { median, percentile, shown } from './measure.ts'

const DEVICES = 50
const EDITS = 200
const WARM_UP = 40
const RUNS = 5
const AIM = { p50: 2, p99: 1.5 }

/** Milliseconds of the smallest durable write on the same disk, for the part of ours that no design can save. */
async function bareWrites(client: pg.Client): Promise<number[]> {
  const times: number[] = []
  for (let n = 0; n < EDITS; n += 1) {
    const start = performance.now()
    await client.query({ name: 'bare', text: 'update bare set number = number + 1' })
    times.push(performance.now() - start)
    await sleep(2)
  }
  return times
}

interface Party {
  /** Makes edit number `n`; the devices tell `received`. */
  edit(n: number): void
  close(): Promise<void>
}
type Received = (n: number) => void

/** Milliseconds from the author's call to each device's copy, for every edit and device. */
async function measure(open: (received: Received) => Promise<Party>): Promise<number[]> {
  const times: number[] = []
  let start = 0
  let missing = 0
  let done = () => {}
  const party = await open(n => {
    if (n >= WARM_UP) times.push(performance.now() - start)
    missing -= 1
    if (missing === 0) done()
  })
  for (let n = 0; n < WARM_UP + EDITS; n += 1) {
    missing = DEVICES
    const all = new Promise<void>(resolve => {
      done = resolve
    })
    start = performance.now()
    party.edit(n)
    await all
    await sleep(2)
  }
  await party.close()
  return times
}

async function startServer(file: string, ...words: string[]): Promise<{ child: ChildProcess; port: number }> {
  const child = fork(new URL(`./fan-out/${file}`, import.meta.url), words)
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', answer => resolve(Number(answer)))
    child.once('exit', code => reject(new Error(`${file} ended with ${code}`)))
  })
  return { child, port }
}

async function courant(port: number, received: Received): Promise<Party> {
  const sockets = await Promise.all(Array.from({ length: DEVICES + 1 }, () => courantDevice(port, received)))
  const author = sockets.pop()!
  let base = 0
  author.onEntry = number => {
    base = number
  }
  return {
    edit(n) {
      const change = { kind: 'module', record: `S1-${(n % 242) + 1}`, field: 'comment', to: `${n} ${crypto.randomUUID()}` }
      const set = { id: crypto.randomUUID(), room: 'plant', base, device: 'author', at: new Date().toISOString(), changes: [change] }
      author.socket.send(JSON.stringify({ type: 'commit', room: 'plant', changeSets: [set] }))
    },
    async close() {
      for (const { socket } of [...sockets, author]) socket.close()
    },
  }
}

async function courantDevice(port: number, received: Received) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/live`)
  const device = { socket, onEntry: (_number: number, n: number) => received(n) }
  let state: RoomState | undefined
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject)
    socket.on('open', () => socket.send(JSON.stringify({ type: 'open', room: 'plant', since: null })))
    socket.on('message', data => {
      const message = JSON.parse(String(data)) as ToDevice
      if (message.type === 'snapshot') state = RoomState.open(message.snapshot)
      if (message.type === 'tail') for (const entry of message.entries) state?.apply(entry)
      if (message.type === 'presence') resolve()
      if (message.type !== 'entry') return
      state?.apply(message.entry)
      device.onEntry(message.entry.number, Number.parseInt(String(message.entry.changes[0]?.to), 10))
    })
  })
  return device
}

async function hocuspocus(port: number, received: Received): Promise<Party> {
  const devices = await Promise.all(Array.from({ length: DEVICES + 1 }, () => yjsDevice(port)))
  const author = devices.pop()!
  for (const { modules } of devices) {
    modules.observe((event: { changes: { keys: Map<string, unknown> } }) => {
      for (const key of event.changes.keys.keys()) received(Number(modules.get(key)))
    })
  }
  return {
    edit: n => author.modules.set(`S1-${(n % 242) + 1}`, String(n)),
    async close() {
      for (const { provider, socket } of [...devices, author]) {
        provider.destroy()
        socket.destroy()
      }
    },
  }
}

async function yjsDevice(port: number) {
  const document = new Y.Doc()
  const socket = new HocuspocusProviderWebsocket({ url: `ws://127.0.0.1:${port}`, WebSocketPolyfill: WebSocket })
  const provider = await new Promise<HocuspocusProvider>(resolve => {
    const made = new HocuspocusProvider({ websocketProvider: socket, name: 'plant', document, onSynced: () => resolve(made) })
    made.attach()
  })
  return { provider, socket, modules: document.getMap<string>('modules') }
}

const cluster = await startCluster()
const servers = [
  await startServer('courant-server.ts', cluster.url),
  await startServer('hocuspocus-server.ts'),
  await startServer('courant-server.ts'),
]
const [ours, peer, embedded] = servers.map(({ port }) => port) as [number, number, number]
const bare = new pg.Client({ connectionString: cluster.url })
await bare.connect()
await bare.query('create table bare as select 0 as number')
const figures: Record<'p50' | 'p99', { ours: number; peer: number; embedded: number; bare: number }[]> = { p50: [], p99: [] }
try {
  for (let run = 0; run < RUNS; run += 1) {
    const [a, b, c] = [
      await measure(received => courant(ours, received)),
      await measure(received => hocuspocus(peer, received)),
      await measure(received => courant(embedded, received)),
    ]
    const d = await bareWrites(bare)
    for (const [name, share] of [
      ['p50', 50],
      ['p99', 99],
    ] as const) {
      figures[name].push({
        ours: percentile(a, share),
        peer: percentile(b, share),
        embedded: percentile(c, share),
        bare: percentile(d, share),
      })
    }
  }
} finally {
  await bare.end()
  for (const { child } of servers) child.kill()
  cluster.stop()
}
for (const [name, runs] of Object.entries(figures) as ['p50' | 'p99', (typeof figures)['p50']][]) {
  const middle = (of: 'ours' | 'peer' | 'embedded' | 'bare') => shown(median(runs.map(run => run[of])))
  const ratio = (of: 'ours' | 'embedded') => shown(median(runs.map(run => run[of] / run.peer)))
  console.log(
    `durable edit to ${DEVICES} devices, ${name}: PostgreSQL ${middle('ours')} ms, Hocuspocus without disk ${middle('peer')} ms, ratio ${ratio('ours')} (aim <= ${AIM[name]}); embedded database ${middle('embedded')} ms, ratio ${ratio('embedded')}; one bare durable row ${middle('bare')} ms; medians of ${RUNS} runs`,
  )
}
process.exit(0)
