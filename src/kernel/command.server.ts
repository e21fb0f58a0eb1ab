import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import type { Actor } from '#kernel/access/role.ts'
import type { Kernel } from '#kernel/kernel.server.ts'
import { refusals } from '#kernel/refusal.ts'

export const refuseCommand = refusals({
  'unknown-command': {
    status: 400,
    fr: 'Commande inconnue : {words}. La liste : courant --help',
    en: 'Unknown command: {words}. The list: courant --help',
  },
  'wrong-words': {
    status: 400,
    fr: 'La commande s’écrit : courant {usage}',
    en: 'The command is written: courant {usage}',
  },
  'wrong-role': {
    status: 400,
    fr: 'Le rôle {role} n’existe pas. Rôles : {roles}.',
    en: 'There is no role {role}. Roles: {roles}.',
  },
  'which-organisation': {
    status: 400,
    fr: 'Plusieurs organisations existent : dites laquelle avec --organisation. Elles sont : {names}.',
    en: 'There are several organisations: say which one with --organisation. They are: {names}.',
  },
  'unknown-organisation': {
    status: 404,
    fr: 'Aucune organisation ne s’appelle « {name} ». Elles sont : {names}.',
    en: 'No organisation is called “{name}”. They are: {names}.',
  },
  'wrong-email': {
    status: 400,
    fr: '« {email} » n’est pas une adresse électronique. Écrivez par exemple ana@example.org.',
    en: '“{email}” is not an e-mail address. Write for instance ana@example.org.',
  },
  'wrong-name': {
    status: 400,
    fr: 'Un nom a de 1 à {most} caractères ; celui de {option} en a {count}.',
    en: 'A name has 1 to {most} characters; that of {option} has {count}.',
  },
  'no-installation': {
    status: 404,
    fr: 'Aucune installation de Courant dans {folder}. Corrigez COURANT_DATA ; rien n’a été créé.',
    en: 'There is no installation of Courant in {folder}. Correct COURANT_DATA; nothing was made.',
  },
  'unreadable-file': {
    status: 400,
    fr: 'Le fichier {path} ne peut pas être lu. Vérifiez son nom et ses droits.',
    en: 'The file {path} cannot be read. Check its name and its permissions.',
  },
  'file-exists': {
    status: 409,
    fr: 'Le fichier {path} existe déjà. Donnez un autre nom.',
    en: 'The file {path} exists already. Give another name.',
  },
})

/** What a command is given. It runs in the server when one holds the folder, else in the terminal's own process. */
export interface CommandContext {
  kernel: Kernel
  language: 'fr' | 'en'
  /** Folder of the person at the terminal: their file names are relative to it. */
  cwd: string
  /** Address under which people reach the server. */
  origin: string
  /** The installation's key. */
  key: Buffer
  /** Under which a backup seals the key. */
  passphrase?: string | undefined
}

/** One command of the terminal. A domain brings its own through its face. */
export interface Command {
  /** The words that call it, such as `key create`. */
  name: string
  /** What follows them, such as `--organisation NAME --role ROLE`. */
  usage: string
  summary: { fr: string; en: string }
  /** May be the first thing ever done in a folder: any other command needs an installation there. */
  begins?: true
  /** Answers the status of the process: 0 when all is well. Throws a refusal, which is printed as its sentence. */
  run(context: CommandContext, words: string[], print: Say, note: Say): Promise<number>
}

/** `print` gives a line of the result; `note` says something beside it, such as progress, on the error output. */
export type Say = (line: string) => void

/** Reads `--name value` words and the others of a command. What is not in its usage is refused with that usage. */
export function readWords<Name extends string>(
  command: Pick<Command, 'name' | 'usage'>,
  words: string[],
  names: readonly Name[],
  flags: readonly string[] = [],
): { values: Partial<Record<Name, string>>; flags: Set<string>; rest: string[] } {
  const options = Object.fromEntries([
    ...names.map(name => [name, { type: 'string' as const }] as const),
    ...flags.map(name => [name, { type: 'boolean' as const }] as const),
  ])
  try {
    const { values, positionals } = parseArgs({ args: words, options, allowPositionals: true, strict: true })
    const given: [string, unknown][] = Object.entries(values)
    const texts = given.filter(([, value]) => typeof value === 'string')
    const raised = given.filter(([, value]) => value === true).map(([name]) => name)
    return { values: Object.fromEntries(texts) as Partial<Record<Name, string>>, flags: new Set(raised), rest: positionals }
  } catch (cause) {
    throw Object.assign(wrongWords(command), { cause })
  }
}

export function wrongWords({ name, usage }: Pick<Command, 'name' | 'usage'>) {
  return refuseCommand('wrong-words', { usage: `${name} ${usage}`.trim() })
}

/** The organisation of that name; when none is named, the only one there is. */
export async function organisationFor({ kernel }: CommandContext, name: string | undefined): Promise<string> {
  const { rows } = await kernel.database.asSystem(query =>
    sql<{ organisation: string; name: string }>`select organisation, name from kernel.organisation order by name`.execute(query),
  )
  const names = rows.map(row => row.name).join(', ')
  const found = name === undefined ? rows : rows.filter(row => row.name === name)
  if (found.length > 1) throw refuseCommand('which-organisation', { names })
  if (!found[0]) throw refuseCommand('unknown-organisation', { name: name ?? '', names })
  return found[0].organisation
}

/** Who acts from the terminal of the machine: with every right, and named as such in the history. */
export function operatorOf(organisation: string): Actor {
  return { organisation, person: 'operator', name: 'courant', by: 'key', role: 'owner', device: 'courant', grants: [] }
}
