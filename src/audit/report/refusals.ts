import { refusals } from '#kernel/refusal.ts'

/** What the reports of an audit may refuse. */
export const refuseReport = refusals({
  'report-unknown': {
    status: 404,
    fr: 'Ce rapport n’existe pas. Vérifiez le lien, ou choisissez-le dans la liste des rapports de l’audit.',
    en: 'There is no such report. Check the link, or choose it in the list of the audit’s reports.',
  },
  'report-not-ready': {
    status: 409,
    fr: 'Ce rapport est en cours d’impression ({percent}\u202f%). Revenez dans un instant.',
    en: 'This report is being printed ({percent}%). Come back in a moment.',
  },
  'report-failed': {
    status: 409,
    fr: 'Ce rapport n’a pas pu être imprimé. Ses données figées sont gardées : imprimez-le à nouveau depuis la liste, et signalez-le si cela se répète.',
    en: 'This report could not be printed. Its frozen data are kept: print it again from the list, and say so if this repeats.',
  },
  'report-without-modules': {
    status: 409,
    fr: 'La centrale n’a aucun module configuré : il n’y a rien à certifier. Configurez ses strings, puis émettez le rapport.',
    en: 'The plant has no module configured: there is nothing to certify. Configure its strings, then issue the report.',
  },
})
