import { refusals } from '#kernel/refusal.ts'

/** What can be wrong with a file, on its way in or out. */
export const refuseFile = refusals({
  'unknown-file': {
    status: 404,
    fr: 'Ce fichier n’existe pas, ou il ne vous est pas ouvert. S’il vient d’une tablette, attendez qu’elle l’ait envoyé.',
    en: 'This file does not exist, or is not open to you. If it comes from a tablet, wait until it has been sent.',
  },
  'unknown-upload': {
    status: 404,
    fr: 'Cet envoi n’existe pas ou a expiré. Recommencez l’envoi du fichier.',
    en: 'This upload does not exist or has expired. Start sending the file again.',
  },
  'file-too-large': {
    status: 413,
    fr: 'Le fichier dépasse {limit}\u202fMo. Envoyez-en un plus petit.',
    en: 'The file is larger than {limit} MB. Send a smaller one.',
  },
  'too-many-pixels': {
    status: 422,
    fr: 'L’image dépasse {limit} millions de pixels. Réduisez-la avant de l’envoyer.',
    en: 'The picture has more than {limit} million pixels. Make it smaller before sending it.',
  },
  'not-a-picture': {
    status: 422,
    fr: 'Ce fichier n’est pas une photo lisible (JPEG, PNG, WebP, TIFF, GIF, AVIF ou HEIC). Rien n’a été gardé.',
    en: 'This file is not a readable photo (JPEG, PNG, WebP, TIFF, GIF, AVIF or HEIC). Nothing was kept.',
  },
  'wrong-hash': {
    status: 422,
    fr: 'Le fichier reçu n’est pas celui annoncé : il a été abîmé en chemin. Renvoyez-le.',
    en: 'The file received is not the one announced: it was damaged on the way. Send it again.',
  },
  'wrong-offset': {
    status: 409,
    fr: 'Cette partie du fichier n’est pas celle attendue. Reprenez à l’octet {received}.',
    en: 'This part of the file is not the one expected. Continue from byte {received}.',
  },
  'storage-full': {
    status: 507,
    fr: 'L’espace prévu pour les fichiers de votre organisation est plein. Rien n’a été gardé ; demandez plus de place à la personne qui administre Courant.',
    en: 'The space set aside for your organisation’s files is full. Nothing was kept; ask whoever runs Courant for more.',
  },
  'too-many-uploads': {
    status: 429,
    fr: 'Trop d’envois commencés et jamais finis. Terminez-en un avant d’en commencer un autre.',
    en: 'Too many uploads were started and never finished. Finish one before you start another.',
  },
  'no-preview': {
    status: 415,
    fr: 'L’original est gardé tel quel, mais ce format ({type}) ne peut pas être affiché ici. Sur iPad : Réglages, Appareil photo, Formats, « Le plus compatible ».',
    en: 'The original is kept as it is, but this format ({type}) cannot be shown here. On an iPad: Settings, Camera, Formats, “Most Compatible”.',
  },
  'original-kept-apart': {
    status: 403,
    fr: 'L’original dit où il a été pris : seul un responsable peut le télécharger. La version à l’écran vous reste ouverte.',
    en: 'The original says where it was taken: only a lead can download it. The screen version stays open to you.',
  },
  'storage-away': {
    status: 503,
    fr: 'L’espace de stockage des fichiers ne répond pas. Rien n’a été perdu ; recommencez dans un instant.',
    en: 'The file storage does not answer. Nothing was lost; try again in a moment.',
  },
  'file-missing': {
    status: 500,
    fr: 'Le fichier est connu mais ses octets ne sont plus dans l’espace de stockage. Prévenez la personne qui administre Courant ; une sauvegarde les contient peut-être.',
    en: 'The file is known but its bytes are no longer in the storage. Tell whoever runs Courant; a backup may hold them.',
  },
})
