// `npm test`: installs what the tests need, checks the code, runs every suite, ends with one line `N passed, N failed`.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { buildPages, environment, install, node, ROOT, run } from './prepare.mjs'

install()
installSystemPackages()
const checks = spawnSync(node(), ['scripts/check.mjs'], { cwd: ROOT, stdio: 'inherit', env: environment() })
buildPages()
if (checks.status !== 0) process.exitCode = 1
run(['node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2)])

/** The real parts the tests talk to. Root on Debian installs them; anybody else is told what is missing. */
function installSystemPackages() {
  const needed = {
    '/usr/lib/postgresql': 'postgresql',
    '/usr/bin/chromium': 'chromium',
    '/usr/bin/pdftotext': 'poppler-utils',
    '/usr/bin/qpdf': 'qpdf',
  }
  const missing = Object.entries(needed).flatMap(([path, name]) => (existsSync(path) ? [] : [name]))
  if (missing.length === 0) return
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    console.error(
      `These programs are missing and the tests that use them will fail: ${missing.join(', ')}. On Debian, run npm test as root once.`,
    )
    return
  }
  console.log(`Installing ${missing.join(', ')} …`)
  const options = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  spawnSync('apt-get', ['update', '-qq'], options)
  const done = spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], options)
  if (done.status !== 0) console.error(`apt-get could not install ${missing.join(', ')}: the tests that use them will fail`)
}
