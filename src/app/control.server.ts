import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import type { CommandContext, Say } from '#kernel/command.server.ts'
import { Refusal } from '#kernel/refusal.ts'
import { asRefusal } from './system-refusal.server.ts'

/** What the terminal asks of the server that holds the folder. */
export interface Asked extends Pick<CommandContext, 'language' | 'cwd' | 'passphrase'> {
  words: string[]
}

type Run = (asked: Asked, print: Say, note: Say) => Promise<number>

type Answer =
  | { line: string }
  | { note: string }
  | { refused: { code: string; status: number; fr: string; en: string } }
  | { fault: string }
  | { status: number }

/** Systems cut the name of a socket at about this length, in silence. */
const LONGEST_PATH = 100

/** Where the server of a data folder hears the terminal: in the folder itself, which its owner alone may enter. */
export function controlPath(folder: string): string {
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16)
  if (process.platform === 'win32') return `\\\\.\\pipe\\courant-${name}`
  const inside = join(folder, 'courant.sock')
  return Buffer.byteLength(inside) <= LONGEST_PATH ? inside : join(tmpdir(), `courant-${name}`, 'courant.sock')
}

/** Runs what the terminal asks, until the answer is called. The folder's lock is held, so a socket found there is a dead one. */
export async function listenForCommands(folder: string, run: Run): Promise<() => Promise<void>> {
  const path = controlPath(folder)
  if (process.platform !== 'win32') makePlace(path, folder)
  const open = new Set<Socket>()
  const server = createServer(socket => {
    open.add(socket)
    socket.on('close', () => open.delete(socket)).on('error', () => socket.destroy())
    const lines = createInterface({ input: socket }).once('line', line => void answer(socket, line, run))
    // It hands on what goes wrong on its socket: a terminal that was killed with words unread ends nothing here.
    lines.on('error', () => undefined)
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve))
  if (process.platform !== 'win32') chmodSync(path, 0o600)
  return () =>
    new Promise(resolve => {
      server.close(() => resolve())
      for (const socket of open) socket.destroy()
    })
}

async function answer(socket: Socket, line: string, run: Run): Promise<void> {
  const say = (said: Answer) => void (socket.writable && socket.write(`${JSON.stringify(said)}\n`))
  try {
    const status = await run(
      JSON.parse(line) as Asked,
      text => say({ line: text }),
      text => say({ note: text }),
    )
    say({ status })
  } catch (error) {
    const refusal = asRefusal(error)
    if (refusal) say({ refused: { code: refusal.code, status: refusal.status, fr: refusal.fr, en: refusal.en } })
    else say({ fault: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
  socket.end()
}

/** Asks the server that holds the folder; `undefined` when none hears there. A refusal is thrown as it was thrown there. */
export function askServer(folder: string, asked: Asked, print: Say, note: Say): Promise<number | undefined> {
  const path = controlPath(folder)
  if (process.platform !== 'win32' && !(existsSync(path) && isOwnersOwn(path, folder))) return Promise.resolve(undefined)
  return new Promise((resolve, reject) => {
    const socket = connect(path)
    let connected = false
    socket.once('connect', () => {
      connected = true
      socket.write(`${JSON.stringify(asked)}\n`)
    })
    socket.once('error', error => (connected ? reject(error) : resolve(undefined)))
    socket.once('close', () => reject(new Error('the server stopped before it answered')))
    let rest = ''
    socket.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) hear(JSON.parse(line) as Answer, { print, note, resolve, reject })
    })
  })
}

interface Hearing {
  print: Say
  note: Say
  resolve(status: number): void
  reject(error: Error): void
}

function hear(said: Answer, { print, note, resolve, reject }: Hearing): void {
  if ('line' in said) print(said.line)
  else if ('note' in said) note(said.note)
  else if ('status' in said) resolve(said.status)
  else if ('refused' in said) reject(new Refusal(said.refused.code, said.refused))
  else reject(Object.assign(new Error('the command failed in the server'), { stack: said.fault }))
}

function makePlace(path: string, folder: string): void {
  if (dirname(path) !== folder) mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  if (!isOwnersOwn(path, folder))
    throw new Error(`${dirname(path)} belongs to somebody else: remove it, or choose a data folder with a shorter path`)
  rmSync(path, { force: true })
}

/** In the system's shared temporary folder anybody can make a folder of that name: only that of the data's owner is trusted. */
function isOwnersOwn(path: string, folder: string): boolean {
  const place = statSync(dirname(path))
  return place.uid === statSync(folder).uid && (dirname(path) === folder || (place.mode & 0o077) === 0)
}
