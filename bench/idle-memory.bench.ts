// Memory of the idle server with its embedded database and the demo, against a bare Node process that only holds the same database.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { startServer } from '../tests/server.ts'

const REST_MS = 15_000

/** Resident memory of a process, in MB. */
function resident(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
}

const server = await startServer({ COURANT_DEMO: 'on' })
const bare = spawn(process.execPath, [
  '-e',
  "import('@electric-sql/pglite').then(({ PGlite }) => PGlite.create()).then(() => setInterval(() => {}, 1e6))",
])
await new Promise(resolve => setTimeout(resolve, REST_MS))
const [ours, peer] = [resident(server.pid), resident(bare.pid!)]
console.log(
  `idle server with the demo: ${ours.toFixed(0)} MB; Node with an empty PGlite alone: ${peer.toFixed(0)} MB; ratio ${(ours / peer).toFixed(2)}`,
)
bare.kill()
await server.stop()
