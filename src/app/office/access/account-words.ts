import { defineWords } from '#kernel/ui/catalogue.ts'

export const words = defineWords({
  fr: {
    'account.you': 'Vous',
    'account.save': 'Enregistrer',
    'account.nameSaved': 'Vous êtes maintenant {{name}}.',
    'account.currentPassword': 'Mot de passe actuel',
    'account.newPassword': 'Nouveau (huit caractères au moins)',
    'account.changePassword': 'Changer le mot de passe',
    'account.passwordChanged': 'Mot de passe changé. Vos autres sessions sont terminées.',
    'account.organisationName': 'Nom de l’organisation',
    'account.organisationSaved': 'L’organisation s’appelle maintenant {{name}}.',
  },
  en: {
    'account.you': 'You',
    'account.save': 'Save',
    'account.nameSaved': 'You are now {{name}}.',
    'account.currentPassword': 'Current password',
    'account.newPassword': 'New one (at least eight characters)',
    'account.changePassword': 'Change the password',
    'account.passwordChanged': 'Password changed. Your other sessions have ended.',
    'account.organisationName': 'Name of the organisation',
    'account.organisationSaved': 'The organisation is now called {{name}}.',
  },
})
