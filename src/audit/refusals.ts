import { refusals } from '#kernel/refusal.ts'

/** What the office side of the audit domain may refuse. */
export const refuseOffice = refusals({
  'client-unknown': {
    status: 404,
    fr: 'Le client {id} n’existe pas. Vérifiez son numéro dans la liste des clients.',
    en: 'There is no client {id}. Check its number in the list of clients.',
  },
  'project-unknown': {
    status: 404,
    fr: 'Le projet {id} n’existe pas. Vérifiez son numéro dans la liste des projets.',
    en: 'There is no project {id}. Check its number in the list of projects.',
  },
  'intervention-unknown': {
    status: 404,
    fr: 'La visite {id} n’existe pas. Vérifiez son numéro dans la liste des visites.',
    en: 'There is no visit {id}. Check its number in the list of visits.',
  },
  'audit-unknown': {
    status: 404,
    fr: 'Aucun audit ne porte le jeton {token}. Vérifiez le lien, ou demandez-en un autre au responsable.',
    en: 'No audit has the token {token}. Check the link, or ask the person in charge for another.',
  },
  'audit-token-taken': {
    status: 409,
    fr: 'Un audit porte déjà le jeton {token}. Donnez-en un autre, ou laissez Courant le choisir.',
    en: 'An audit already has the token {token}. Give another, or let Courant choose it.',
  },
  'configuration-archives': {
    status: 409,
    fr: 'Cette configuration écarterait des modules qui ont des résultats ({count}). Rien n’a été changé ; confirmez leur archivage pour continuer.',
    en: 'This configuration would leave out modules that have results ({count}). Nothing was changed; confirm that they are archived to go on.',
  },
  'module-not-readable': {
    status: 422,
    fr: 'L’identifiant « {module} » n’est pas celui d’un module. Écrivez par exemple S3-12 ou M050.',
    en: 'The identifier “{module}” is not that of a module. Write for instance S3-12 or M050.',
  },
  'too-many-modules': {
    status: 413,
    fr: 'Trop de modules en un seul envoi : {count} pour {most} au plus. Recommencez en plusieurs fois, ou passez par l’import.',
    en: 'Too many modules in one call: {count}, where {most} is the most. Send them in several calls, or use the import.',
  },
})
