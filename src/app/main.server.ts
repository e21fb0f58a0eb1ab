import { openEmbedded } from '#kernel/database/pglite.server.ts'
import { ConfigurationMistakes, readConfiguration } from './configuration.server.ts'
import { openLog, sayLastWords } from './log.server.ts'
import { asRefusal } from './system-refusal.server.ts'

/** Starts the server, prints its address, and stops gracefully when told to. */
async function main(): Promise<void> {
  sayLastWords(openLog('fatal'))
  // Whoever read the address may leave: what they no longer read ends nothing.
  process.stdout.on('error', () => undefined)
  const configuration = readConfiguration(process.env)
  // The embedded database takes as long to wake, in its own thread, as the rest of the program takes to be read: both begin now.
  const embedded = configuration.DATABASE_URL === undefined ? openEmbedded(configuration.COURANT_DATA) : undefined
  // Who awaits it hears its failure; until then nobody does.
  embedded?.catch(() => undefined)
  const { startCourant } = await import('./courant.server.ts')
  const courant = await startCourant(configuration, { dev: process.argv.includes('--dev'), embedded })
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.once(signal, () => {
      courant.kernel.log.info({ signal }, 'the server stops: it was told to')
      void courant.stop().then(() => process.exit(0))
    })
  }
  console.log(courant.welcome)
}

main().catch((error: unknown) => {
  const said = error instanceof ConfigurationMistakes ? error : asRefusal(error)
  // A container has no language of its own: whoever reads its log finds theirs.
  console.error(said ? `${said.fr}\n${said.en}` : error)
  process.exit(1)
})
