import { defineWords } from '#kernel/ui/catalogue.ts'

export const words = defineWords({
  fr: {
    'passkey.stopped': 'La clé d’accès n’a pas été utilisée. Réessayez, ou connectez-vous avec votre mot de passe.',
    'passkey.title': 'Clés d’accès',
    'passkey.none': 'Aucune clé d’accès. Une clé d’accès vous connecte sans mot de passe.',
    'passkey.since': 'ajoutée le {{date}}',
    'passkey.withdrawn': 'Clé d’accès retirée.',
    'passkey.add': 'Ajouter une clé d’accès',
    'passkey.added': 'Clé d’accès ajoutée : elle vous connectera sans mot de passe.',
  },
  en: {
    'passkey.stopped': 'The passkey was not used. Try again, or sign in with your password.',
    'passkey.title': 'Passkeys',
    'passkey.none': 'No passkeys. A passkey signs you in without a password.',
    'passkey.since': 'added on {{date}}',
    'passkey.withdrawn': 'Passkey withdrawn.',
    'passkey.add': 'Add a passkey',
    'passkey.added': 'Passkey added: it will sign you in without a password.',
  },
})
