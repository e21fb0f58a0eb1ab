import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { namesOf } from '#kernel/access/names.server.ts'
import { type Command, organisationFor, readWords, refuseCommand, wrongWords } from '#kernel/command.server.ts'
import { mustBeAudit } from './audit-row.server.ts'
import { csvOf, type ExportedAudit, exportedAudit } from './export.ts'
import { unsignedAuthor } from './unsigned-author.ts'

/** `courant export TOKEN` */
export const exportCommand: Command = {
  name: 'export',
  usage: 'TOKEN [--csv] [--out FILE] [--organisation NAME]',
  summary: {
    fr: 'Imprime un audit en JSON, ou ses modules en CSV ; avec --out, dans un fichier.',
    en: 'Prints an audit as JSON, or its modules as CSV; with --out, into a file.',
  },
  async run(context, words, print) {
    const { values, flags, rest } = readWords(this, words, ['out', 'organisation'], ['csv'])
    const [token] = rest
    if (!token || rest.length > 1) throw wrongWords(this)
    const organisation = await organisationFor(context, values.organisation)
    const audit = await context.kernel.database.inOrganisation(organisation, async query => {
      await mustBeAudit(query, token)
      const now = await context.kernel.rooms.read(query, { organisation, room: token })
      const audit = exportedAudit(token, now.reader, now)
      const authors = [...new Set(audit.comments.map(comment => comment.by))]
      const known = await namesOf(query, authors)
      const people = authors.map(author => [author, known[author] ?? unsignedAuthor(author, context.language)])
      return { ...audit, people: Object.fromEntries(people) } satisfies ExportedAudit
    })
    const text = flags.has('csv') ? csvOf(audit) : `${JSON.stringify(audit, null, 2)}\n`
    if (values.out === undefined) print(text.replace(/\r?\n$/, ''))
    else await writeNew(resolve(context.cwd, values.out), text)
    return 0
  },
}

async function writeNew(path: string, text: string): Promise<void> {
  await writeFile(path, text, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EEXIST' ? refuseCommand('file-exists', { path }) : error
  })
}
