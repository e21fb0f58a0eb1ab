import { refusals } from '#kernel/refusal.ts'

/** What any address of the server may refuse, whatever the domain. */
export const refuse = refusals({
  'sign-in-needed': {
    status: 401,
    fr: 'Vous n’êtes pas connecté. Connectez-vous, ou envoyez une clé valable dans l’en-tête Authorization.',
    en: 'You are not signed in. Sign in, or send a valid key in the Authorization header.',
  },
  'not-allowed': {
    status: 403,
    fr: 'Votre accès ne permet pas cette action. Demandez ce droit à un administrateur, ou un autre lien à la personne qui vous a donné le vôtre.',
    en: 'Your access does not allow this. Ask an administrator for the right, or whoever gave you your link for another one.',
  },
  'foreign-origin': {
    status: 403,
    fr: 'Cette demande vient d’une autre page que Courant et a été refusée. Rechargez Courant et recommencez.',
    en: 'This request came from a page other than Courant and was refused. Reload Courant and try again.',
  },
  'bad-input': {
    status: 400,
    fr: 'La demande n’a pas la forme attendue : {endroit}. Rien n’a été changé.',
    en: 'The request does not have the expected form: {where}. Nothing was changed.',
  },
  'malformed-body': {
    status: 400,
    fr: 'Le contenu envoyé n’est pas du JSON lisible. Rien n’a été changé ; corrigez-le et renvoyez-le.',
    en: 'The content sent is not readable JSON. Nothing was changed; correct it and send it again.',
  },
  'too-deep': {
    status: 400,
    fr: 'Le contenu envoyé imbrique plus de {levels} niveaux de listes et d’objets. Rien n’a été changé ; simplifiez-le et renvoyez-le.',
    en: 'The content sent nests more than {levels} levels of lists and objects. Nothing was changed; make it simpler and send it again.',
  },
  'too-large': {
    status: 413,
    fr: 'Le contenu envoyé dépasse la taille permise ({limit} octets). Rien n’a été changé ; envoyez-le en plusieurs fois.',
    en: 'The content sent is larger than allowed ({limit} bytes). Nothing was changed; send it in several parts.',
  },
  'unsupported-content': {
    status: 415,
    fr: 'Ce type de contenu n’est pas accepté ici. Envoyez du JSON (Content-Type: application/json).',
    en: 'This type of content is not accepted here. Send JSON (Content-Type: application/json).',
  },
  'other-charset': {
    status: 415,
    fr: 'Le contenu est annoncé en {charset}, que Courant ne lit pas. Rien n’a été changé ; envoyez-le en UTF-8.',
    en: 'The content is announced as {charset}, which Courant does not read. Nothing was changed; send it as UTF-8.',
  },
  'not-utf-8': {
    status: 400,
    fr: 'Le contenu envoyé n’est pas écrit en UTF-8. Rien n’a été changé ; convertissez-le et renvoyez-le.',
    en: 'The content sent is not written in UTF-8. Nothing was changed; convert it and send it again.',
  },
  'too-often': {
    status: 429,
    fr: 'Trop de demandes en peu de temps. Attendez {seconds} secondes et recommencez.',
    en: 'Too many requests in a short time. Wait {seconds} seconds and try again.',
  },
  'too-slow': {
    status: 408,
    fr: 'La demande n’est pas arrivée entière à temps. Rien n’a été changé ; recommencez quand le réseau est meilleur.',
    en: 'The request did not arrive whole in time. Nothing was changed; try again when the network is better.',
  },
  'no-such-address': {
    status: 404,
    fr: 'Cette adresse n’existe pas : {path}. La liste des adresses est à /api/docs.',
    en: 'This address does not exist: {path}. The list of addresses is at /api/docs.',
  },
  'no-such-method': {
    status: 405,
    fr: 'Cette adresse ne répond pas à {method}, seulement à {allowed}. La liste des adresses est à /api/docs.',
    en: 'This address does not answer {method}, only {allowed}. The list of addresses is at /api/docs.',
  },
  'unreadable-address': {
    status: 400,
    fr: 'L’adresse demandée est mal écrite : un signe % n’y est pas suivi d’un code lisible. Corrigez-la.',
    en: 'The address asked for is badly written: a % sign in it is not followed by a readable code. Correct it.',
  },
  'address-too-long': {
    status: 414,
    fr: 'L’adresse demandée est trop longue. Vérifiez les identifiants qu’elle contient.',
    en: 'The address asked for is too long. Check the identifiers in it.',
  },
  'headers-too-large': {
    status: 431,
    fr: 'Les en-têtes de la demande sont trop longs. Effacez les cookies de ce site et recommencez.',
    en: 'The headers of the request are too long. Clear the cookies of this site and try again.',
  },
  'unreadable-request': {
    status: 400,
    fr: 'Ce qui a été envoyé n’est pas une demande HTTP lisible. Rien n’a été changé.',
    en: 'What was sent is not a readable HTTP request. Nothing was changed.',
  },
  'unstorable-value': {
    status: 400,
    fr: 'Une des valeurs envoyées ne peut pas être enregistrée : caractère nul, nombre trop grand ou date hors du calendrier. Rien n’a été changé.',
    en: 'One of the values sent cannot be stored: a null character, too large a number, or a date outside the calendar. Nothing was changed.',
  },
  'our-fault': {
    status: 500,
    fr: 'Courant a rencontré une erreur de son côté (référence {reference}). Rien n’a été changé ; recommencez, et signalez la référence si l’erreur revient.',
    en: 'Courant met an error of its own (reference {reference}). Nothing was changed; try again, and report the reference if it comes back.',
  },
  'answer-failed': {
    status: 500,
    fr: 'Courant a rencontré une erreur de son côté au moment de répondre (référence {reference}). Ce que vous avez demandé a peut-être été fait : rechargez pour le voir, et signalez la référence.',
    en: 'Courant met an error of its own while it answered (reference {reference}). What you asked for may have been done: reload to see it, and report the reference.',
  },
  'reading-failed': {
    status: 500,
    fr: 'Courant a rencontré une erreur de son côté (référence {reference}). Recommencez, et signalez la référence si l’erreur revient.',
    en: 'Courant met an error of its own (reference {reference}). Try again, and report the reference if it comes back.',
  },
  'disk-full': {
    status: 507,
    fr: 'Le disque du serveur est plein : rien n’a été enregistré. Libérez de la place ; ce que votre appareil garde sera renvoyé.',
    en: 'The server’s disk is full: nothing was saved. Free some space; what your device keeps will be sent again.',
  },
  'database-away': {
    status: 503,
    fr: 'La base de données ne répond pas. Rien n’a été changé ; recommencez dans un instant.',
    en: 'The database does not answer. Nothing was changed; try again in a moment.',
  },
  'database-unsure': {
    status: 503,
    fr: 'La base de données a cessé de répondre au dernier moment. Ce que vous avez demandé a peut-être été fait : vérifiez-le avant de recommencer.',
    en: 'The database stopped answering at the last moment. What you asked for may have been done: look before you try again.',
  },
})
