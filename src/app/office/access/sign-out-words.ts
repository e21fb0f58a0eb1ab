import { defineWords } from '#kernel/ui/catalogue.ts'

export const words = defineWords({
  fr: {
    'signOut.text': 'Les audits gardés sur cet appareil seront effacés. Rien ne change sur le serveur.',
    'signOut.unsent_one': '{{count}} modification n’existe que sur cet appareil et serait perdue.',
    'signOut.unsent_other': '{{count}} modifications n’existent que sur cet appareil et seraient perdues.',
    'signOut.photos_one': '{{count}} photo n’existe que sur cet appareil et serait perdue.',
    'signOut.photos_other': '{{count}} photos n’existent que sur cet appareil et seraient perdues.',
    'signOut.export': 'Enregistrer les modifications dans un fichier',
    'signOut.anyway': 'Se déconnecter et perdre ce travail',
    'signOut.submit': 'Se déconnecter et effacer',
  },
  en: {
    'signOut.text': 'The audits kept on this device will be erased. Nothing changes on the server.',
    'signOut.unsent_one': '{{count}} change exists only on this device and would be lost.',
    'signOut.unsent_other': '{{count}} changes exist only on this device and would be lost.',
    'signOut.photos_one': '{{count}} photo exists only on this device and would be lost.',
    'signOut.photos_other': '{{count}} photos exist only on this device and would be lost.',
    'signOut.export': 'Save the changes to a file',
    'signOut.anyway': 'Sign out and lose this work',
    'signOut.submit': 'Sign out and erase',
  },
})
