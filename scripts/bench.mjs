// `npm run bench [name…]`: every measure of bench/, or those named, each against a peer or a limit in the same run, as ratios.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { buildPages, environment, install, node, ROOT, run } from './prepare.mjs'

const bench = join(ROOT, 'bench')
install()
if (!existsSync(join(bench, 'node_modules'))) {
  console.log('Installing the peers …')
  const done = spawnSync('npm', ['ci', '--ignore-scripts'], {
    cwd: bench,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  })
  if (done.status !== 0) process.exit(done.status ?? 1)
}
// The peers are only here now, so only now can the measures' types be checked.
run(['node_modules/typescript/bin/tsc', '-p', 'bench/tsconfig.json'])
buildPages()

const asked = process.argv.slice(2)
const measures = readdirSync(bench)
  .filter(name => name.endsWith('.bench.ts'))
  .filter(name => asked.length === 0 || asked.some(one => name.startsWith(one)))
for (const name of measures) {
  console.log(`\n== ${name.replace('.bench.ts', '')}`)
  const { status } = spawnSync(node(), [join('bench', name)], { cwd: ROOT, stdio: 'inherit', env: environment() })
  if (status !== 0) process.exitCode = 1
}
