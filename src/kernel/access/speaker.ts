import { refusals } from '#kernel/refusal.ts'

/**
 * The header in which a device says in whose name it speaks. A tablet changes hands: what one person left on it must never reach the server
 * with the session of the next.
 */
export const SPEAKER_HEADER = 'x-courant-person'

export const refuseSpeaker = refusals({
  'other-person': {
    status: 401,
    fr: '{name} est maintenant connecté sur cet appareil. Ce qui a été saisi sous votre nom y reste, sans être envoyé : reconnectez-vous sous votre nom, ou exportez-le dans un fichier.',
    en: '{name} is now signed in on this device. What was entered under your name stays on it, unsent: sign in again under your name, or export it to a file.',
  },
})
