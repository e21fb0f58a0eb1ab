import { Refusal } from '#kernel/refusal.ts'
import { ConfigurationMistakes, readConfiguration } from './configuration.server.ts'
import { startCourant } from './courant.server.ts'

/** Starts the server, prints its address, and stops gracefully when told to. */
async function main(): Promise<void> {
  const courant = await startCourant(readConfiguration(process.env), { dev: process.argv.includes('--dev') })
  console.log(courant.welcome)
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.once(signal, () => void courant.stop().then(() => process.exit(0)))
  }
}

main().catch((error: unknown) => {
  const mistake = error instanceof ConfigurationMistakes || error instanceof Refusal
  console.error(mistake ? sentenceOf(error) : error)
  process.exit(1)
})

function sentenceOf(error: Error): string {
  return error instanceof Refusal ? `${error.fr}\n${error.en}` : error.message
}
