// npm leaves out of the lock the optional platform packages it could not resolve, and `npm ci` (npm 11) then refuses that lock.
// Run after every change of the lock: it writes the missing entries, so that the lock is complete on every platform.
import { readFileSync, writeFileSync } from 'node:fs'

const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'openbsd', 'openharmony', 'win32', 'netbsd', 'aix', 'sunos']
const PROCESSORS = ['arm64', 'arm', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64', 'wasm32']
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'))

/** Every place where Node would look for `dependency` from the package installed at `from`. */
function places(from, dependency) {
  const found = []
  for (let base = from; ; ) {
    found.push(`${base ? `${base}/` : ''}node_modules/${dependency}`)
    if (!base) return found
    base = base.includes('/node_modules/') ? base.slice(0, base.lastIndexOf('/node_modules/')) : ''
  }
}

function entryFor(dependency, range, dev) {
  const os = SYSTEMS.find(name => dependency.includes(name))
  const cpu = PROCESSORS.find(name => dependency.includes(name))
  const libc = dependency.endsWith('musl') ? 'musl' : dependency.endsWith('gnu') ? 'glibc' : undefined
  return {
    version: range.replace(/^[\^~]/, ''),
    optional: true,
    ...(dev ? { dev: true } : {}),
    ...(os ? { os: [os] } : {}),
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(libc ? { libc: [libc] } : {}),
  }
}

let added = 0
for (const [at, entry] of Object.entries(lock.packages)) {
  for (const [dependency, range] of Object.entries(entry.optionalDependencies ?? {})) {
    if (entry.peerDependenciesMeta?.[dependency] || places(at, dependency).some(place => lock.packages[place])) continue
    lock.packages[`node_modules/${dependency}`] = entryFor(dependency, range, entry.dev)
    added += 1
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`)
console.log(`${added} platform packages added to the lock`)
