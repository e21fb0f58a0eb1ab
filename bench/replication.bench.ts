// The first replication of 10,000 modules onto a tablet's disk, in a browser: ours over HTTP from a running server, PouchDB from one local
// database to another, without a network.
import { realpathSync } from 'node:fs'
import { createServer } from 'vite'
import { launchBrowser } from '../tests/browser.ts'
import { startServer } from '../tests/server.ts'
import { bigAudit } from './big-audit.ts'
import { compare } from './measure.ts'

declare global {
  var replicateOurs: (server: string, key: string, room: string) => Promise<number>
  var replicatePouch: (modules: number) => Promise<number>
}

const MODULES = 10_000
const server = await startServer()
const key = 'courant-test-owner-key-0123456789'
const room = await bigAudit(server, { strings: 100, each: MODULES / 100 })
const vite = await createServer({
  configFile: false,
  root: 'bench/replication',
  cacheDir: '.cache/vite-replication',
  define: { global: 'globalThis' },
  server: {
    port: 0,
    fs: { allow: ['../..', realpathSync('node_modules'), realpathSync('bench/node_modules')] },
    proxy: { '/api': server.url },
  },
  logLevel: 'error',
})
await vite.listen()
const browser = await launchBrowser()
const page = await browser.newPage()
await page.goto(vite.resolvedUrls!.local[0]!)
await page.waitForFunction(() => typeof globalThis.replicatePouch === 'function')
const ours = () => page.evaluate(([key, room]) => globalThis.replicateOurs('', key!, room!), [key, room])
const peer = () => page.evaluate(modules => globalThis.replicatePouch(modules), MODULES)
await ours()
await compare(`first replication of ${MODULES} modules to disk, ms`, '<= 0.1x PouchDB', ours, peer)
await browser.close()
await vite.close()
await server.stop()
