#!/usr/bin/env node
// `npx courant …`: the command line of the product.
import { install, run } from './prepare.mjs'

install()
run([new URL('../src/app/cli.server.ts', import.meta.url).pathname, ...process.argv.slice(2)])
