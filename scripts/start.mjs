// `npm start`: installs, builds the pages once, starts the server. `--dev` serves the pages from their sources.
import { spawn } from 'node:child_process'
import { buildPages, environment, install, node, ROOT } from './prepare.mjs'

const words = process.argv.slice(2)
process.env.COURANT_DATA ??= 'data'
install()
if (!words.includes('--dev')) buildPages()

const server = spawn(node(), ['src/app/main.server.ts', ...words], { cwd: ROOT, stdio: 'inherit', env: environment() })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal))
server.on('exit', (status, signal) => {
  // The system ends a process without a word from it, for want of memory for instance.
  if (signal) console.error(`Le serveur a été arrêté par le système (${signal}).\nThe server was ended by the system (${signal}).`)
  process.exit(signal ? 1 : (status ?? 0))
})

// npm does not pass SIGTERM on: when it goes, the server must go too.
if (process.env.npm_lifecycle_event) {
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) server.kill('SIGTERM')
  }, 500).unref()
}
