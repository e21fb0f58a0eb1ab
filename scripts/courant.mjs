#!/usr/bin/env node
// `npx courant …`: the command line of the product.
import { fileURLToPath } from 'node:url'
import { install, run } from './prepare.mjs'

const [first, ...rest] = process.argv.slice(2)
if (first === 'start') {
  process.argv.splice(2, Number.POSITIVE_INFINITY, ...rest)
  await import('./start.mjs')
} else {
  install()
  // Programs of ours run in the project's folder: file names are those of the folder it was called from.
  run([fileURLToPath(new URL('../src/app/cli.server.ts', import.meta.url)), ...process.argv.slice(2)], { CALLED_FROM: process.cwd() })
}
