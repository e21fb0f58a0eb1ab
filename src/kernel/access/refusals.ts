import { refusals } from '#kernel/refusal.ts'

/** What signing in, links, keys and roles may refuse. */
export const refuse = refusals({
  'wrong-password': {
    status: 401,
    fr: 'L’adresse ou le mot de passe ne convient pas. Vérifiez les deux ; un administrateur peut vous donner un lien pour en choisir un autre.',
    en: 'The address or the password is not right. Check both; an administrator can give you a link to choose another.',
  },
  'wrong-passkey': {
    status: 401,
    fr: 'Cette clé d’accès n’est pas reconnue ici. Connectez-vous avec votre mot de passe, puis ajoutez-la à votre compte.',
    en: 'This passkey is not known here. Sign in with your password, then add it to your account.',
  },
  'tries-used-up': {
    status: 429,
    fr: 'Trop d’essais de connexion manqués depuis cet endroit. Réessayez dans {minutes}\u202fmin ; rien n’est perdu, et votre mot de passe n’a pas changé.',
    en: 'Too many failed tries to sign in from this place. Try again in {minutes} min; nothing is lost, and your password has not changed.',
  },
  'weak-password': {
    status: 400,
    fr: 'Le mot de passe doit avoir de {least} à {most} caractères. Choisissez-en un autre.',
    en: 'The password must have {least} to {most} characters. Choose another.',
  },
  'account-refused': {
    status: 400,
    fr: 'Cette action sur le compte n’a pas été acceptée ({reason}). Rien n’a été changé ; rechargez la page et recommencez.',
    en: 'This action on the account was not accepted ({reason}). Nothing was changed; reload the page and try again.',
  },
  'session-ended': {
    status: 401,
    fr: 'Votre session est terminée. Connectez-vous de nouveau ; ce que cet appareil n’a pas encore envoyé est gardé.',
    en: 'Your session has ended. Sign in again; what this device has not sent yet is kept.',
  },
  'device-revoked': {
    status: 401,
    fr: 'L’accès de cet appareil a été retiré par votre organisation : les données de Courant y sont effacées. Demandez un nouvel accès à un administrateur.',
    en: 'Your organisation withdrew this device’s access: Courant’s data on it is erased. Ask an administrator for a new access.',
  },
  'link-expired': {
    status: 401,
    fr: 'Ce lien n’est plus valable : sa date est passée. Demandez-en un nouveau à la personne qui vous l’a donné.',
    en: 'This link is no longer valid: its date has passed. Ask whoever gave it to you for a new one.',
  },
  'link-revoked': {
    status: 401,
    fr: 'Ce lien a été retiré. Ce qui n’est pas encore envoyé reste sur cet appareil ; demandez un nouveau lien à la personne qui vous l’a donné.',
    en: 'This link was withdrawn. What is not sent yet stays on this device; ask whoever gave it to you for a new link.',
  },
  'link-used': {
    status: 409,
    fr: 'Ce lien a déjà servi, et il ne sert qu’une fois. Si ce n’était pas vous, prévenez votre organisation ; sinon connectez-vous.',
    en: 'This link was already used, and it works once. If it was not you, tell your organisation; otherwise sign in.',
  },
  'unknown-link': {
    status: 404,
    fr: 'Ce lien n’est pas connu. Vérifiez que l’adresse est entière, ou demandez-en un nouveau.',
    en: 'This link is not known. Check that the address is whole, or ask for a new one.',
  },
  'unknown-key': {
    status: 401,
    fr: 'Cette clé n’est pas connue. Vérifiez l’en-tête Authorization: Bearer, ou demandez une clé à un administrateur.',
    en: 'This key is not known. Check the Authorization: Bearer header, or ask an administrator for a key.',
  },
  'key-revoked': {
    status: 401,
    fr: 'La clé « {name} » a été retirée. Demandez-en une nouvelle à un administrateur.',
    en: 'The key “{name}” was withdrawn. Ask an administrator for a new one.',
  },
  'no-organisation': {
    status: 403,
    fr: 'Votre compte n’appartient à aucune organisation. Demandez une invitation à un administrateur.',
    en: 'Your account belongs to no organisation. Ask an administrator for an invitation.',
  },
  'not-a-member': {
    status: 403,
    fr: 'Vous n’appartenez pas à l’organisation choisie. Choisissez-en une autre.',
    en: 'You do not belong to the chosen organisation. Choose another.',
  },
  'role-too-wide': {
    status: 403,
    fr: 'Vous ne pouvez pas donner ni changer le rôle {role} : seul un propriétaire le peut.',
    en: 'You cannot give or change the role {role}: only an owner can.',
  },
  'last-owner': {
    status: 409,
    fr: 'Cette personne est le seul propriétaire de l’organisation. Nommez d’abord un autre propriétaire.',
    en: 'This person is the only owner of the organisation. Name another owner first.',
  },
  'role-or-room': {
    status: 400,
    fr: 'Une invitation donne soit un rôle (role), soit un accès à un audit (room et scope). Indiquez l’un des deux.',
    en: 'An invitation gives either a role (role) or access to one audit (room and scope). Say which.',
  },
  'name-needed': {
    status: 400,
    fr: 'Indiquez votre nom : l’historique dit qui a fait quoi.',
    en: 'Give your name: history says who did what.',
  },
  'account-needed': {
    status: 400,
    fr: 'Indiquez votre adresse électronique et un mot de passe de {least} caractères au moins.',
    en: 'Give your e-mail address and a password of at least {least} characters.',
  },
  'address-taken': {
    status: 409,
    fr: 'Un compte existe déjà pour {email}. Connectez-vous avec ce compte, puis ouvrez de nouveau le lien.',
    en: 'There is already an account for {email}. Sign in with it, then open the link again.',
  },
  'other-address': {
    status: 403,
    fr: 'Ce lien a été fait pour une autre adresse électronique que la vôtre. Demandez-en un à votre nom.',
    en: 'This link was made for an e-mail address other than yours. Ask for one in your name.',
  },
  'already-member': {
    status: 409,
    fr: 'Vous appartenez déjà à cette organisation. Un administrateur peut changer votre rôle ; ce lien n’a pas été utilisé.',
    en: 'You already belong to this organisation. An administrator can change your role; this link was not used.',
  },
  'own-account': {
    status: 403,
    fr: 'Cette adresse demande un compte de personne : une clé ou un lien ne suffit pas.',
    en: 'This address asks for a person’s account: a key or a link is not enough.',
  },
  'shared-account': {
    status: 403,
    fr: 'Cette personne appartient aussi à une autre organisation : seul l’exploitant du serveur peut lui faire un lien de mot de passe.',
    en: 'This person also belongs to another organisation: only who runs the server can make a password link for them.',
  },
  'session-too-old': {
    status: 403,
    fr: 'Votre connexion date de plus d’un jour. Reconnectez-vous avec votre mot de passe, puis ajoutez la clé d’accès.',
    en: 'You signed in more than a day ago. Sign in again with your password, then add the passkey.',
  },
  'unknown-person': {
    status: 404,
    fr: 'Cette personne n’est pas connue dans votre organisation. Rechargez la liste.',
    en: 'This person is not known in your organisation. Reload the list.',
  },
  'unknown-device': {
    status: 404,
    fr: 'Cet appareil n’est pas connu dans votre organisation. Rechargez la liste.',
    en: 'This device is not known in your organisation. Reload the list.',
  },
  'unknown-invitation': {
    status: 404,
    fr: 'Cette invitation n’est pas connue dans votre organisation. Rechargez la liste.',
    en: 'This invitation is not known in your organisation. Reload the list.',
  },
  'no-such-key': {
    status: 404,
    fr: 'Cette clé n’est pas connue dans votre organisation. Rechargez la liste.',
    en: 'This key is not known in your organisation. Reload the list.',
  },
  'unknown-room': {
    status: 404,
    fr: 'Cet audit n’est pas connu dans votre organisation. Vérifiez l’adresse.',
    en: 'This audit is not known in your organisation. Check the address.',
  },
  'name-taken': {
    status: 409,
    fr: 'Une organisation porte déjà le nom « {name} ». Choisissez-en un autre.',
    en: 'An organisation is already called “{name}”. Choose another name.',
  },
  'key-file-unreadable': {
    status: 500,
    fr: 'Le fichier de clé {path} doit contenir {characters} caractères hexadécimaux. Remettez le fichier d’origine, ou corrigez COURANT_KEY_FILE.',
    en: 'The key file {path} must hold {characters} hexadecimal characters. Put the original file back, or correct COURANT_KEY_FILE.',
  },
})
