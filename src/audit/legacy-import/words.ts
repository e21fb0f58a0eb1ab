import { defineWords } from '#kernel/ui/catalogue.ts'

/** What the preview of an import says of each thing put right or set aside. */
export const legacyImportWords = defineWords({
  fr: {
    'repair.null-comment_one': '{{count}} commentaire « null » retiré',
    'repair.null-comment_other': '{{count}} commentaires « null » retirés',
    'repair.lost-column_one': '{{count}} colonne perdue retrouvée d’après les voisins',
    'repair.lost-column_other': '{{count}} colonnes perdues retrouvées d’après les voisins',
    'repair.renamed_one': '{{count}} module renommé',
    'repair.renamed_other': '{{count}} modules renommés',
    'setAside.unknown-status': 'Statut inconnu : {{value}}',
    'setAside.unreadable-module': 'Identifiant illisible : {{value}}',
    'setAside.module-twice': 'Module en double : {{module}}',
    'setAside.unknown-audit': 'Audit absent des fichiers : {{value}}',
    'setAside.comment-too-long_one': 'Commentaire de {{count}} caractère, trop long : {{limit}} au plus',
    'setAside.comment-too-long_other': 'Commentaire de {{count}} caractères, trop long : {{limit}} au plus',
    'setAside.comment-unkeepable': 'Commentaire avec un caractère qui ne peut pas être conservé (caractère nul ou moitié de caractère)',
  },
  en: {
    'repair.null-comment_one': '{{count}} “null” comment dropped',
    'repair.null-comment_other': '{{count}} “null” comments dropped',
    'repair.lost-column_one': '{{count}} missing column recovered from its neighbours',
    'repair.lost-column_other': '{{count}} missing columns recovered from their neighbours',
    'repair.renamed_one': '{{count}} module renamed',
    'repair.renamed_other': '{{count}} modules renamed',
    'setAside.unknown-status': 'Unknown status: {{value}}',
    'setAside.unreadable-module': 'Unreadable identifier: {{value}}',
    'setAside.module-twice': 'Module twice: {{module}}',
    'setAside.unknown-audit': 'Audit not in the files: {{value}}',
    'setAside.comment-too-long_one': 'Comment of {{count}} character, too long: {{limit}} at most',
    'setAside.comment-too-long_other': 'Comment of {{count}} characters, too long: {{limit}} at most',
    'setAside.comment-unkeepable': 'Comment with a character that cannot be kept (a null character or half of one)',
  },
})
