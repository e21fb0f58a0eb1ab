import { defineWords } from '#kernel/ui/catalogue.ts'

export const words = defineWords({
  fr: {
    'signIn.title': 'Se connecter',
    'signIn.submit': 'Se connecter',
    'signIn.passkey': 'Utiliser une clé d’accès',
    'signIn.or': 'ou',
    'signIn.help': 'Pas de compte ? Demandez une invitation à un administrateur de votre organisation.',
    'why.device-revoked':
      'L’accès de cet appareil a été retiré par votre organisation. Les données de Courant qui s’y trouvaient ont été effacées.',
    'why.session-ended': 'Votre session est terminée. Reconnectez-vous : ce que cet appareil n’a pas encore envoyé est gardé.',
    'why.link-revoked': 'Le lien qui ouvrait Courant sur cet appareil a été retiré. Les données de Courant y ont été effacées.',
    'why.link-expired': 'Le lien qui ouvrait Courant sur cet appareil n’est plus valable. Demandez-en un nouveau.',
    'why.no-organisation':
      'Ce compte n’appartient plus à aucune organisation. Demandez une invitation, ou connectez-vous avec un autre compte.',
    'join.title': 'Bienvenue dans Courant',
    'join.first':
      'Vous êtes la première personne à entrer, et serez propriétaire. Votre organisation s’appelle « {{organisation}} » : vous pourrez la renommer dans votre compte.',
    'join.member': '{{organisation}} vous invite. Votre rôle : {{role}}.',
    'join.room': '{{organisation}} vous ouvre un audit : {{scope}}.',
    'join.roomTitled': '{{organisation}} vous ouvre « {{title}} » : {{scope}}.',
    'join.password': 'Choisissez un nouveau mot de passe pour {{organisation}}.',
    'join.until': 'Valable jusqu’au {{date}}.',
    'join.as': 'Vous êtes connecté : {{name}} ({{email}}). Le lien sera ajouté à ce compte.',
    'join.nameHelp': 'L’historique dit qui a fait quoi.',
    'join.device': 'Nom de cette tablette',
    'join.deviceHelp': 'Pour la reconnaître si elle est perdue.',
    'join.submit': 'Entrer',
    'join.keeps':
      'Cet appareil gardera les audits que vous y ouvrez, pour travailler sans réseau. Se déconnecter les efface ; votre organisation peut aussi l’effacer à distance.',
    'join.nothing': 'Cette adresse est incomplète',
    'join.nothingText': 'Ouvrez le lien entier que l’on vous a donné, ou demandez-en un nouveau.',
  },
  en: {
    'signIn.title': 'Sign in',
    'signIn.submit': 'Sign in',
    'signIn.passkey': 'Use a passkey',
    'signIn.or': 'or',
    'signIn.help': 'No account? Ask an administrator of your organisation for an invitation.',
    'why.device-revoked': 'Your organisation withdrew this device’s access. The Courant data that was on it has been erased.',
    'why.session-ended': 'Your session has ended. Sign in again: what this device has not sent yet is kept.',
    'why.link-revoked': 'The link that opened Courant on this device was withdrawn. The Courant data that was on it has been erased.',
    'why.link-expired': 'The link that opened Courant on this device is no longer valid. Ask for a new one.',
    'why.no-organisation': 'This account no longer belongs to any organisation. Ask for an invitation, or sign in with another account.',
    'join.title': 'Welcome to Courant',
    'join.first':
      'You are the first person here and will be the owner. Your organisation is called “{{organisation}}”: you can rename it in your account.',
    'join.member': '{{organisation}} invites you. Your role: {{role}}.',
    'join.room': '{{organisation}} gives you access to an audit: {{scope}}.',
    'join.roomTitled': '{{organisation}} gives you access to “{{title}}”: {{scope}}.',
    'join.password': 'Choose a new password for {{organisation}}.',
    'join.until': 'Valid until {{date}}.',
    'join.as': 'You are signed in: {{name}} ({{email}}). The link will be added to this account.',
    'join.nameHelp': 'Shown in the history beside what you do.',
    'join.device': 'Name of this tablet',
    'join.deviceHelp': 'So that it can be recognised if it is lost.',
    'join.submit': 'Continue',
    'join.keeps':
      'This device will keep the audits you open on it, to work without network. Signing out erases them; your organisation can also erase it from afar.',
    'join.nothing': 'This address is incomplete',
    'join.nothingText': 'Open the whole link you were given, or ask for a new one.',
  },
})
