import { defineWords } from '#kernel/ui/catalogue.ts'

export const words = defineWords({
  fr: {
    skip: 'Aller au contenu',
    rail: 'Domaines',
    search: 'Rechercher ou lancer une commande',
    'search.placeholder': 'Audit, client, commande…',
    'search.nothing': 'Rien ne correspond.',
    preferences: 'Préférences',
    'person.open': 'Votre compte et vos préférences',
    presence: 'Avec vous : {{names}}',
    'presence.alone': 'Vous seul',
    'missing.title': 'Cette page n’existe pas',
    'missing.text': 'L’adresse est peut-être incomplète, ou ce qu’elle montrait a été retiré.',
    'missing.home': 'Aller aux audits',
    field: 'Application de terrain',
  },
  en: {
    skip: 'Skip to content',
    rail: 'Domains',
    search: 'Search or run a command',
    'search.placeholder': 'Audit, client, command…',
    'search.nothing': 'Nothing matches.',
    preferences: 'Preferences',
    'person.open': 'Your account and preferences',
    presence: 'With you: {{names}}',
    'presence.alone': 'Only you',
    'missing.title': 'This page does not exist',
    'missing.text': 'The address may be incomplete, or what it showed was removed.',
    'missing.home': 'Go to the audits',
    field: 'Field app',
  },
})
