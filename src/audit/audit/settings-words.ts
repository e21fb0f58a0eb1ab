import { defineWords } from '#kernel/ui/catalogue.ts'

export const words = defineWords({
  fr: {
    open: 'Réglages de l’audit',
    name: 'Nom de l’audit',
    rename: 'Renommer',
    renamed: 'L’audit s’appelle maintenant « {{name}} ».',
    'archive.text': 'L’audit quitte les listes. Rien de ce qui y est décidé n’est perdu, et il peut revenir.',
    archive: 'Archiver l’audit',
    archived: 'Audit archivé : {{name}}',
    'archived.text': 'Cet audit est archivé : les listes ne le montrent plus.',
    back: 'Remettre dans les listes',
    'back.done': 'L’audit est de nouveau dans les listes : {{name}}',
  },
  en: {
    open: 'Audit settings',
    name: 'Name of the audit',
    rename: 'Rename',
    renamed: 'The audit is now called “{{name}}”.',
    'archive.text': 'The audit leaves the lists. Nothing decided in it is lost, and it can come back.',
    archive: 'Archive the audit',
    archived: 'Audit archived: {{name}}',
    'archived.text': 'This audit is archived: the lists no longer show it.',
    back: 'Put back in the lists',
    'back.done': 'The audit is in the lists again: {{name}}',
  },
})
