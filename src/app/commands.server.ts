import { accessCommands } from '#kernel/access/commands.server.ts'
import { backupCommands } from '#kernel/backup/commands.server.ts'
import { type Command, type CommandContext, refuseCommand, type Say } from '#kernel/command.server.ts'
import { roomCommands } from '#kernel/sync/commands.server.ts'
import { domains } from './domains.server.ts'

/** Every command that needs an open installation. */
const commands: Command[] = [...domains.flatMap(domain => domain.commands), ...roomCommands, ...backupCommands, ...accessCommands]

/** Commands that are no work of an open installation: they start one, or fill an empty one. */
const ALONE: Pick<Command, 'name' | 'usage' | 'summary'>[] = [
  { name: 'start', usage: '[--dev]', summary: { fr: 'Démarre le serveur.', en: 'Starts the server.' } },
  {
    name: 'restore',
    usage: 'FILE',
    summary: { fr: 'Restaure une sauvegarde dans une installation vide.', en: 'Brings a backup back into an empty installation.' },
  },
]

export function runCommand(context: CommandContext, words: string[], print: Say, note: Say): Promise<number> {
  const command = commandOf(words)
  return command.run(context, words.slice(command.name.split(' ').length), print, note)
}

/** The command that the words call; refused when there is none. */
export function commandOf(words: string[]): Command {
  const found = commands.find(({ name }) => name === words.slice(0, name.split(' ').length).join(' '))
  if (!found) throw refuseCommand('unknown-command', { words: words.join(' ').slice(0, 100) })
  return found
}

export function helpText(language: 'fr' | 'en'): string {
  const lines = [...ALONE, ...commands].map(
    ({ name, usage, summary }) => `  courant ${`${name} ${usage}`.trim()}\n      ${summary[language]}`,
  )
  return [TITLE[language], ...lines, SETTINGS[language]].join('\n')
}

const TITLE = { fr: 'Courant : commandes du terminal', en: 'Courant: commands of the terminal' }
const SETTINGS = {
  fr: 'Les réglages (COURANT_DATA, DATABASE_URL…) sont ceux du serveur. Les commandes marchent que le serveur tourne ou non.',
  en: 'The settings (COURANT_DATA, DATABASE_URL…) are those of the server. The commands work whether or not the server runs.',
}
