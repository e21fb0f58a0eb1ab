import { ConfigurationMistakes, readConfiguration } from './configuration.server.ts'
import { startCourant } from './courant.server.ts'
import { asRefusal } from './system-refusal.server.ts'

/** Starts the server, prints its address, and stops gracefully when told to. */
async function main(): Promise<void> {
  const courant = await startCourant(readConfiguration(process.env), { dev: process.argv.includes('--dev') })
  console.log(courant.welcome)
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.once(signal, () => void courant.stop().then(() => process.exit(0)))
  }
}

main().catch((error: unknown) => {
  const said = error instanceof ConfigurationMistakes ? error : asRefusal(error)
  // A container has no language of its own: whoever reads its log finds theirs.
  console.error(said ? `${said.fr}\n${said.en}` : error)
  process.exit(1)
})
