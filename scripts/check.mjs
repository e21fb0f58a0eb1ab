// `npm run check`: types on both sides, lint and format, boundaries. Everything is run, then it fails if one failed.
import { spawnSync } from 'node:child_process'
import { environment, install, node, ROOT } from './prepare.mjs'

install()
const CHECKS = [
  ['types of the server', 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.server.json'],
  ['types of the pages', 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.web.json'],
  // Programs that drive a browser know both sides.
  ['types of tests and measures', 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.tests.json'],
  ['lint and format', 'node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'],
  ['boundaries', 'scripts/check-boundaries.ts'],
]
const failed = CHECKS.filter(([name, ...words]) => {
  const { status } = spawnSync(node(), words, { cwd: ROOT, stdio: 'inherit', env: environment() })
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${name}`)
  return status !== 0
})
process.exitCode = failed.length > 0 ? 1 : 0
