import { readFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { type Command, operatorOf, organisationFor, readWords, refuseCommand, wrongWords } from '#kernel/command.server.ts'
import { number } from '#kernel/ui/format.ts'
import type { ImportFile } from './export-format.ts'
import { importFiles } from './import.server.ts'
import { everySecond, type ImportProgress } from './import-progress.ts'
import { outcomeLines } from './outcome-lines.ts'

/** `courant import legacy audits.json modules.json` */
export const importCommand: Command = {
  name: 'import legacy',
  usage: 'FILE… [--organisation NAME]',
  summary: {
    fr: 'Importe un export d’audits et de modules, ou une configuration d’audit en JSON. Deux fois les mêmes fichiers ne changent rien.',
    en: 'Imports an export of audits and modules, or an audit configuration in JSON. The same files twice change nothing.',
  },
  async run(context, words, print, note) {
    const { values, rest } = readWords(this, words, ['organisation'])
    if (rest.length === 0) throw wrongWords(this)
    const { kernel, cwd, language } = context
    const organisation = await organisationFor(context, values.organisation)
    const files = await Promise.all(rest.map(path => textOf(resolve(cwd, path))))
    const actor = operatorOf(organisation)
    const hear = everySecond((progress: ImportProgress) => note(progressLine(progress, language)))
    const outcome = await kernel.database.inOrganisation(organisation, query => importFiles({ kernel, query, actor, hear }, files))
    for (const line of outcomeLines(outcome.plan, outcome.writes, language)) print(line)
    return 0
  },
}

async function textOf(path: string): Promise<ImportFile> {
  const text = await readFile(path, 'utf8').catch(cause => {
    throw Object.assign(refuseCommand('unreadable-file', { path }), { cause })
  })
  return { name: basename(path), text }
}

function progressLine({ audits, ofAudits, modules, ofModules }: ImportProgress, language: 'fr' | 'en'): string {
  const { audit, module, of } = LINES[language]
  const count = (done: number, all: number) => `${number(done, language)} ${of} ${number(all, language)}`
  return `${audit} ${count(audits, ofAudits)}  ${module} ${count(modules, ofModules)}`
}

const LINES = {
  fr: { audit: 'Audits :', module: 'modules :', of: 'sur' },
  en: { audit: 'Audits:', module: 'modules:', of: 'of' },
}
