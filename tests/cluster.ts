import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Cluster {
  /** Address of the maintenance database, as the superuser. */
  url: string
  stop(): void
  /** Stops at once, as a power cut would stop the process, and starts again. */
  crash(): void
  /** Away for as long as the test wants. */
  goesAway(): void
  comesBack(): void
}

/** A PostgreSQL server of its own in a temporary folder, on a free port of the loopback. Throws a sentence when none is installed. */
export async function startCluster(): Promise<Cluster> {
  const programs = postgresqlPrograms()
  const folder = mkdtempSync(join(tmpdir(), 'courant-postgresql-'))
  const port = await freePort()
  const data = join(folder, 'data')
  const asOwner = postgresOwner(folder)
  asOwner(join(programs, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8'])
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200 -c shared_buffers=64MB`
  const control = (...words: string[]) => asOwner(join(programs, 'pg_ctl'), ['-D', data, '-w', '-l', join(folder, 'log'), ...words])
  const start = () => control('-o', options, 'start')
  start()
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    stop() {
      control('-m', 'immediate', 'stop')
      rmSync(folder, { recursive: true, force: true })
    },
    crash() {
      control('-m', 'immediate', 'stop')
      start()
    },
    goesAway: () => control('-m', 'immediate', 'stop'),
    comesBack: start,
  }
}

function postgresqlPrograms(): string {
  const home = '/usr/lib/postgresql'
  const version = existsSync(home) ? readdirSync(home).sort((a, b) => Number(b) - Number(a))[0] : undefined
  if (version) return join(home, version, 'bin')
  const found = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' })
  if (found.status === 0) return found.stdout.trim()
  throw new Error('PostgreSQL is not installed: npm test installs it on Debian as root; elsewhere install PostgreSQL 15 or later')
}

/** PostgreSQL refuses to run as root: the commands then run as the user that Debian's package made. */
function postgresOwner(folder: string): (program: string, words: string[]) => void {
  const root = process.getuid?.() === 0
  if (root) spawnSync('chown', ['postgres', folder])
  return (program, words) => {
    const [command, args] = root
      ? ['setpriv', ['--reuid=postgres', '--regid=postgres', '--clear-groups', program, ...words]]
      : [program, words]
    const done = spawnSync(command, args, { encoding: 'utf8', cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
    if (done.status !== 0) throw new Error(`${program} ${words.join(' ')}: ${done.stderr}`)
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
