import { refusals } from '#kernel/refusal.ts'

/** Why a change set is not taken. Nothing of a refused set is kept by the server; the device keeps it visible. */
export const refuseChange = refusals({
  'room-unknown': {
    status: 404,
    fr: 'Cet espace de travail n’existe pas ou ne vous est plus ouvert. Vérifiez le lien, ou demandez un accès au responsable.',
    en: 'This workspace does not exist or is no longer open to you. Check the link, or ask the person in charge for access.',
  },
  'malformed-change-set': {
    status: 400,
    fr: 'La modification envoyée est illisible ({where}). Mettez l’application à jour, puis renvoyez-la.',
    en: 'The change that was sent cannot be read ({where}). Update the application, then send it again.',
  },
  'unknown-kind': {
    status: 422,
    fr: 'Ce type d’élément est inconnu ici : {kind}. Mettez l’application à jour, puis renvoyez la modification.',
    en: 'This kind of item is unknown here: {kind}. Update the application, then send the change again.',
  },
  'unknown-field': {
    status: 422,
    fr: 'Le champ « {field} » n’existe pas pour {kind}. Mettez l’application à jour, puis renvoyez la modification.',
    en: 'The field “{field}” does not exist on {kind}. Update the application, then send the change again.',
  },
  'bad-record-id': {
    status: 422,
    fr: 'L’identifiant « {record} » n’est pas valable pour {kind}. Corrigez-le, puis recommencez.',
    en: 'The identifier “{record}” is not valid for {kind}. Correct it, then try again.',
  },
  'bad-value': {
    status: 422,
    fr: 'La valeur donnée à « {field} » de {record} n’est pas acceptée. Choisissez une valeur proposée ou raccourcissez le texte.',
    en: 'The value given to “{field}” of {record} is not accepted. Choose a value from the list or shorten the text.',
  },
  'unkeepable-text': {
    status: 400,
    fr: 'Le texte de « {field} » ({kind}) contient un caractère qui ne peut pas être conservé : caractère nul ou moitié de caractère. Retirez-le, puis recommencez.',
    en: 'The text of “{field}” ({kind}) holds a character that cannot be kept: a null character or half of one. Remove it, then try again.',
  },
  'no-changes': {
    status: 422,
    fr: 'La modification envoyée ne change rien. Choisissez au moins un élément.',
    en: 'The change that was sent changes nothing. Choose at least one item.',
  },
  'too-many-changes': {
    status: 413,
    fr: 'Trop d’éléments à la fois : {count} pour {most} au plus. Recommencez en plusieurs fois, ou passez par l’import.',
    en: 'Too many items at once: {count}, where {most} is the most. Do it in several steps, or use the import.',
  },
  'act-unknown': {
    status: 404,
    fr: 'Cet acte n’est pas dans l’historique. Rechargez la page.',
    en: 'This act is not in the history. Load the page again.',
  },
  'act-overtaken': {
    status: 409,
    fr: 'Il n’y a rien à annuler : tout ce que cet acte avait décidé a été changé depuis.',
    en: 'There is nothing to undo: everything this act decided was changed since.',
  },
  'base-ahead': {
    status: 409,
    fr: 'La modification s’appuie sur un état que le serveur n’a pas encore. Rechargez l’espace de travail, puis renvoyez-la.',
    en: 'The change builds on a state that the server does not have yet. Reload the workspace, then send it again.',
  },
})
