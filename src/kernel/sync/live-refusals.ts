import { refusals } from '#kernel/refusal.ts'

/** Why the server ends a live connection, or does not take a message. The device connects again by itself unless it has no right to. */
export const refuseLive = refusals({
  'unreadable-message': {
    status: 400,
    fr: 'Le serveur n’a pas compris un message de cette application. Mettez l’application à jour, puis recommencez.',
    en: 'The server did not understand a message of this application. Update the application, then try again.',
  },
  'room-not-open': {
    status: 409,
    fr: 'Cet espace de travail n’est pas ouvert sur cette connexion. Rechargez la page ; ce qui n’est pas envoyé reste sur l’appareil.',
    en: 'This workspace is not open on this connection. Reload the page; what is not sent stays on the device.',
  },
  'too-many-rooms': {
    status: 429,
    fr: 'Trop d’espaces de travail sont ouverts à la fois : {most} au plus. Fermez-en un, puis recommencez.',
    en: 'Too many workspaces are open at once: {most} at most. Close one, then try again.',
  },
  'too-fast': {
    status: 429,
    fr: 'Cet appareil envoie trop de messages à la fois. La connexion reprend dans un instant ; rien n’est perdu.',
    en: 'This device sends too many messages at once. The connection resumes in a moment; nothing is lost.',
  },
  'too-slow': {
    status: 503,
    fr: 'Le réseau de cet appareil est trop lent pour suivre en direct. La connexion reprend dans un instant ; rien n’est perdu.',
    en: 'This device’s network is too slow to follow live. The connection resumes in a moment; nothing is lost.',
  },
  'access-ended': {
    status: 403,
    fr: 'L’accès de cet appareil a été retiré. Reconnectez-vous, ou demandez un accès au responsable.',
    en: 'This device’s access was withdrawn. Sign in again, or ask the person in charge for access.',
  },
})
