import { defineWords } from '#kernel/ui/catalogue.ts'

/** What goes when somebody leaves this tablet, and what was not sent. */
export const words = defineWords({
  fr: {
    signOut: 'Se déconnecter',
    'signOut.text': 'Les audits gardés sur cette tablette seront effacés. Rien ne change sur le serveur.',
    'left.changes_one': '{{count}} modification n’est pas encore sur le serveur et serait perdue.',
    'left.changes_other': '{{count}} modifications ne sont pas encore sur le serveur et seraient perdues.',
    'left.photos_one': '{{count}} photo n’est pas encore sur le serveur et serait perdue.',
    'left.photos_other': '{{count}} photos ne sont pas encore sur le serveur et seraient perdues.',
    'left.savePhotos': 'Enregistrer les photos',
    'left.saveChanges': 'Enregistrer les modifications',
    'left.byOther_one':
      '{{name}} a laissé sur cette tablette {{count}} modification qui n’est pas sur le serveur. Elle partira quand cette personne se reconnectera ici.',
    'left.byOther_other':
      '{{name}} a laissé sur cette tablette {{count}} modifications qui ne sont pas sur le serveur. Elles partiront quand cette personne se reconnectera ici.',
    'left.somebody': 'Une autre personne',
    'left.kept': 'Ce qui n’est pas encore envoyé reste sur cette tablette.',
    'left.erase': 'Effacer Courant de cette tablette',
    'signOut.offline':
      'Sans réseau, la tablette est effacée tout de suite ; la session se termine sur le serveur dès que le réseau revient.',
    'signOut.erased': 'Cette tablette est effacée',
    'signOut.erased.text':
      'Vous êtes déconnecté ici. Le serveur l’apprendra au retour du réseau : laissez cette page ouverte, ou rouvrez Courant avec du réseau avant de confier la tablette.',
    'signOut.now': 'Se déconnecter et effacer',
    'signOut.anyway': 'Se déconnecter et les perdre',
  },
  en: {
    signOut: 'Sign out',
    'signOut.text': 'The audits kept on this tablet will be erased. Nothing changes on the server.',
    'left.changes_one': '{{count}} change is not on the server yet and would be lost.',
    'left.changes_other': '{{count}} changes are not on the server yet and would be lost.',
    'left.photos_one': '{{count}} photo is not on the server yet and would be lost.',
    'left.photos_other': '{{count}} photos are not on the server yet and would be lost.',
    'left.savePhotos': 'Save the photos',
    'left.saveChanges': 'Save the changes',
    'left.byOther_one':
      '{{name}} left {{count}} change on this tablet that is not on the server. It will be sent when they sign in here again.',
    'left.byOther_other':
      '{{name}} left {{count}} changes on this tablet that are not on the server. They will be sent when they sign in here again.',
    'left.somebody': 'Another person',
    'left.kept': 'What is not sent yet stays on this tablet.',
    'left.erase': 'Erase Courant from this tablet',
    'signOut.offline': 'Without a network the tablet is erased at once; the session ends on the server as soon as the network is back.',
    'signOut.erased': 'This tablet is erased',
    'signOut.erased.text':
      'You are signed out here. The server will know once the network is back: leave this page open, or open Courant with a network before you hand the tablet over.',
    'signOut.now': 'Sign out and erase',
    'signOut.anyway': 'Sign out and lose them',
  },
})
