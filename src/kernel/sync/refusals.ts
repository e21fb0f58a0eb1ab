import { refusals } from '#kernel/refusal.ts'

/** Why a tap is not confirmed: the change did not reach this device's disk. */
export const refuseCapture = refusals({
  'storage-full': {
    status: 507,
    fr: 'Cet appareil n’a plus de place : la modification n’est pas enregistrée. Libérez de l’espace, puis recommencez.',
    en: 'This device has no room left: the change is not saved. Free some space, then try again.',
  },
  'not-a-queue-file': {
    status: 422,
    fr: 'Ce fichier n’est pas un export de modifications en attente. Choisissez le fichier « .json » produit par l’application.',
    en: 'This file is not an export of waiting changes. Choose the “.json” file that the application produced.',
  },
  'queue-of-another': {
    status: 403,
    fr: 'Ce fichier est le travail d’une autre personne. Elle seule peut le reprendre, en se connectant sous son nom.',
    en: 'This file is another person’s work. Only they can take it back, by signing in under their name.',
  },
  'storage-failed': {
    status: 507,
    fr: 'Cet appareil n’a pas pu enregistrer la modification ({reason}). Rechargez la page, puis recommencez.',
    en: 'This device could not save the change ({reason}). Reload the page, then try again.',
  },
})
