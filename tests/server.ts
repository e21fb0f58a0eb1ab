import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fillWithInstallation } from './installation.ts'

export const OWNER_KEY = 'courant-test-owner-key-0123456789'

export interface RunningServer {
  url: string
  folder: string
  port: number
  /** Of the server's process. */
  readonly pid: number
  /** Calls the API as the owner; `as` gives another key. Answers the parsed body, or the text when it is not JSON. */
  call(method: string, path: string, body?: unknown, as?: string): Promise<{ status: number; body: never }>
  /** Ends the process as a power cut would. */
  kill(): Promise<void>
  /** Starts it again on the same port and folder. */
  restart(): Promise<void>
  stop(): Promise<void>
}

const SETTINGS = { COURANT_HOST: '127.0.0.1', COURANT_BOOTSTRAP_KEY: OWNER_KEY, COURANT_DEMO: 'off', COURANT_LOG_LEVEL: 'warn' }
/** Whoever sets one of these means to begin with nothing. */
const OF_THE_BEGINNING = ['COURANT_DATA', 'DATABASE_URL', 'COURANT_DEMO']

/** A real server in a process of its own, on a folder of its own, with an organisation whose owner has `OWNER_KEY`. */
export async function startServer(environment: Record<string, string> = {}): Promise<RunningServer> {
  const folder = mkdtempSync(join(tmpdir(), 'courant-server-'))
  if (!OF_THE_BEGINNING.some(name => name in environment)) await fillWithOwner(folder)
  let port = 0
  let child = await run()
  async function run(): Promise<ChildProcess> {
    const started = await launch({ COURANT_DATA: folder, PORT: String(port), ...SETTINGS, ...environment })
    port = started.port
    return started.child
  }
  return {
    get url() {
      return `http://127.0.0.1:${port}`
    },
    get port() {
      return port
    },
    get pid() {
      return child.pid ?? 0
    },
    folder,
    call: (method, path, body, as = OWNER_KEY) => call(`http://127.0.0.1:${port}${path}`, method, body, as),
    kill: () => end(child, 'SIGKILL'),
    async restart() {
      child = await run()
    },
    async stop() {
      await end(child, 'SIGTERM')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Fills a folder with an installation that holds nothing but an organisation whose owner has `OWNER_KEY`. */
export function fillWithOwner(folder: string): Promise<void> {
  return fillWithInstallation(folder, async made => {
    const { child } = await launch({ COURANT_DATA: made, PORT: '0', ...SETTINGS })
    await end(child, 'SIGTERM')
  })
}

function launch(environment: Record<string, string>): Promise<{ child: ChildProcess; port: number }> {
  const child = spawn(process.execPath, ['src/app/main.server.ts'], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout?.on('data', chunk => {
      said += chunk
      const port = /http:\/\/[^\s:]+:(\d+)/.exec(said)?.[1]
      if (port) resolve({ child, port: Number(port) })
    })
    child.once('exit', (status, signal) => {
      reject(new Error(`the server ended with ${status} before it listened: ${said}`))
      if (!EXPECTED.has(child)) console.error(`the server ended by itself: status ${status}, signal ${signal}`)
    })
  })
}

/** Processes that a test ended; any other end is a fault that the test must not hide. */
const EXPECTED = new WeakSet<ChildProcess>()

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  EXPECTED.add(child)
  return new Promise(resolve => {
    child.once('exit', () => resolve())
    child.kill(signal)
  })
}

async function call(url: string, method: string, body: unknown, key: string): Promise<{ status: number; body: never }> {
  const response = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, body: (/json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : text) as never }
}
