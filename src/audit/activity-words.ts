import { defineWords } from '#kernel/ui/catalogue.ts'

/** How the activity log tells the acts of this domain. */
export const words = defineWords({
  fr: {
    'activity.audit.create': 'a créé l’audit',
    'activity.audit.change': 'a modifié l’audit',
    'activity.audit.archive': 'a archivé l’audit',
    'activity.audit.import': 'a importé des audits',
    'activity.report.issue': 'a émis un rapport',
    'activity.report.draft': 'a préparé un brouillon de rapport',
    'activity.client.create': 'a créé le client',
    'activity.client.change': 'a modifié le client',
    'activity.client.archive': 'a archivé le client',
    'activity.project.create': 'a créé la centrale',
    'activity.project.change': 'a modifié la centrale',
    'activity.project.archive': 'a archivé la centrale',
    'activity.intervention.create': 'a créé la visite',
    'activity.intervention.change': 'a modifié la visite',
    'activity.intervention.archive': 'a archivé la visite',
  },
  en: {
    'activity.audit.create': 'created the audit',
    'activity.audit.change': 'changed the audit',
    'activity.audit.archive': 'archived the audit',
    'activity.audit.import': 'imported audits',
    'activity.report.issue': 'issued a report',
    'activity.report.draft': 'drafted a report',
    'activity.client.create': 'added the client',
    'activity.client.change': 'changed the client',
    'activity.client.archive': 'archived the client',
    'activity.project.create': 'added the plant',
    'activity.project.change': 'changed the plant',
    'activity.project.archive': 'archived the plant',
    'activity.intervention.create': 'added the visit',
    'activity.intervention.change': 'changed the visit',
    'activity.intervention.archive': 'archived the visit',
  },
})
