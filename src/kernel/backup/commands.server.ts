import { resolve } from 'node:path'
import { type Command, wrongWords } from '#kernel/command.server.ts'
import { backUp } from './backup.server.ts'

const backup: Command = {
  name: 'backup',
  usage: 'FILE',
  summary: {
    fr: 'Sauvegarde tout (lignes, fichiers et, avec COURANT_BACKUP_PASSPHRASE, la clé) dans un seul fichier.',
    en: 'Backs up everything (rows, files and, with COURANT_BACKUP_PASSPHRASE, the key) into one file.',
  },
  async run({ kernel, key, cwd, passphrase, language }, words, print) {
    const [path] = words
    if (!path || words.length > 1) throw wrongWords(this)
    const { tables, files } = await backUp(kernel, { path: resolve(cwd, path), key, passphrase })
    const rows = tables.reduce((sum, table) => sum + table.rows, 0)
    print(language === 'fr' ? `${rows} lignes, ${files} fichiers : ${path}` : `${rows} rows, ${files} files: ${path}`)
    if (passphrase === undefined) print(KEY_APART[language])
    return 0
  },
}

const KEY_APART = {
  fr: 'La clé n’est pas dans la sauvegarde : gardez-en le fichier à part, une restauration le demandera. Avec COURANT_BACKUP_PASSPHRASE elle y entre, scellée.',
  en: 'The key is not in the backup: keep its file apart, a restore will ask for it. With COURANT_BACKUP_PASSPHRASE it goes in, sealed.',
}

export const backupCommands: Command[] = [backup]
