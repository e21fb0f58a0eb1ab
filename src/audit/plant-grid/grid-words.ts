import { defineWords } from '#kernel/ui/catalogue.ts'

export const gridWords = defineWords({
  fr: {
    zoomIn: 'Agrandir',
    zoomOut: 'Réduire',
    fit: 'Tout voir',
    string: 'String {{label}}',
    help: 'Flèches : se déplacer. Chiffres 1 à {{last}} : donner un statut. Entrée : ouvrir la fiche. Espace : choisir. Majuscule et flèches : choisir une plage.',
    stacked_one: '{{count}} module est posé sur un autre : vérifiez la configuration.',
    stacked_other: '{{count}} modules sont posés sur un autre : vérifiez la configuration.',
    mark: 'Marquer : {{status}}',
    contested: 'à confirmer contre {{status}}',
    local: 'seulement sur cet appareil',
    noted: 'avec commentaire ou photo',
  },
  en: {
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    fit: 'Show everything',
    string: 'String {{label}}',
    help: 'Arrows: move. Digits 1 to {{last}}: give a status. Enter: open the sheet. Space: select. Shift and arrows: select a range.',
    stacked_one: '{{count}} module lies on another one: check the configuration.',
    stacked_other: '{{count}} modules lie on other ones: check the configuration.',
    mark: 'Mark: {{status}}',
    contested: 'to confirm against {{status}}',
    local: 'only on this device',
    noted: 'with a comment or a photo',
  },
})
