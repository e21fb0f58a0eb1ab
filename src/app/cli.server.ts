import { resolve } from 'node:path'
import { type CommandContext, refuseCommand } from '#kernel/command.server.ts'
import { type Configuration, ConfigurationMistakes, readConfiguration } from './configuration.server.ts'
import { askServer } from './control.server.ts'
import { asRefusal } from './system-refusal.server.ts'

// A command that the running server does needs none of what an installation is made of: each part is loaded where it is used.
const loadCommands = () => import('./commands.server.ts')

type Terminal = Pick<CommandContext, 'language' | 'cwd' | 'passphrase'>

/** The command line: one command, then the status of the process. */
async function main(words: string[], environment: Record<string, string | undefined>): Promise<number> {
  const language = terminalLanguage(environment)
  const [first] = words
  if (first === undefined || words.includes('--help') || first === 'help') {
    console.log((await loadCommands()).helpText(language))
    return first === undefined ? 1 : 0
  }
  // A command of the terminal is heard by a person: the log of a server would hide its lines.
  const configuration = readConfiguration({ COURANT_LOG_LEVEL: 'error', ...environment })
  const terminal = { language, cwd: environment.CALLED_FROM ?? process.cwd(), passphrase: configuration.COURANT_BACKUP_PASSPHRASE }
  return first === 'restore' ? bringBack(configuration, terminal, words.slice(1)) : run(configuration, terminal, words)
}

/** In the server that holds the folder when one does, else here. */
async function run(configuration: Configuration, terminal: Terminal, words: string[]): Promise<number> {
  const print = (line: string) => console.log(line)
  const note = (line: string) => console.error(line)
  const heard =
    configuration.DATABASE_URL === undefined ? await askServer(configuration.COURANT_DATA, { words, ...terminal }, print, note) : undefined
  if (heard !== undefined) return heard
  const { commandOf, runCommand } = await loadCommands()
  const command = commandOf(words)
  const { isInstalled, openKernel } = await import('./open-kernel.server.ts')
  if (!command.begins && !isInstalled(configuration)) throw refuseCommand('no-installation', { folder: configuration.COURANT_DATA })
  const { kernel, key, close } = await openKernel(configuration, { works: false })
  try {
    const origin = configuration.COURANT_URL ?? `http://localhost:${configuration.PORT}`
    return await runCommand({ kernel, key, origin, ...terminal }, words, print, note)
  } finally {
    await close()
  }
}

async function bringBack(configuration: Configuration, { cwd, passphrase, language }: Terminal, words: string[]): Promise<number> {
  const [path] = words
  if (!path || words.length > 1) throw refuseCommand('wrong-words', { usage: 'restore FILE' })
  const { restoreInto } = await import('./restore-into.server.ts')
  const { rows, files, version } = await restoreInto(configuration, resolve(cwd, path), passphrase)
  console.log(
    language === 'fr'
      ? `Restauré : ${rows} lignes et ${files} fichiers d’une sauvegarde de Courant ${version}.`
      : `Restored: ${rows} rows and ${files} files from a backup of Courant ${version}.`,
  )
  return 0
}

function terminalLanguage(environment: Record<string, string | undefined>): 'fr' | 'en' {
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || ''
  return /^en/i.test(locale) ? 'en' : 'fr'
}

function tell(error: unknown): void {
  const said = error instanceof ConfigurationMistakes ? error : asRefusal(error)
  console.error(said ? said[terminalLanguage(process.env)] : error)
}

process.exitCode = await main(process.argv.slice(2), process.env).catch((error: unknown) => {
  tell(error)
  return 1
})
