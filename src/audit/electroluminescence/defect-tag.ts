/** What was recognised on a module, as many as needed beside its one status. A new tag is a new line. */
export const DEFECT_TAGS = {
  bypass_diode: { fr: 'Diode bypass', en: 'Bypass diode' },
  hotspot: { fr: 'Point chaud', en: 'Hot spot' },
  pid: { fr: 'PID', en: 'PID' },
  lid: { fr: 'LID', en: 'LID' },
  cell_failure: { fr: 'Cellule défaillante', en: 'Failed cell' },
  finger_interruption: { fr: 'Doigts interrompus', en: 'Finger interruption' },
  solder_bond: { fr: 'Soudure', en: 'Solder bond' },
  corrosion: { fr: 'Corrosion', en: 'Corrosion' },
  delamination: { fr: 'Délaminage', en: 'Delamination' },
  snail_trail: { fr: 'Trace d’escargot', en: 'Snail trail' },
  burn_mark: { fr: 'Brûlure', en: 'Burn mark' },
  glass_breakage: { fr: 'Verre cassé', en: 'Broken glass' },
  shading: { fr: 'Ombrage', en: 'Shading' },
  string_mismatch: { fr: 'Désadaptation du string', en: 'String mismatch' },
} as const satisfies Record<string, { fr: string; en: string }>

export type DefectTag = keyof typeof DEFECT_TAGS

/** Words of older tools for the same tags. */
const OLD_TAGS = new Map<string, DefectTag>([
  ['hot_spot', 'hotspot'],
  ['diode_hs', 'bypass_diode'],
  ['diode_failure', 'bypass_diode'],
  ['bypass_diode_failure', 'bypass_diode'],
  ['cell_damage', 'cell_failure'],
])

/** How a tag is called; one that this version does not know keeps its own word. */
export function tagName(tag: string, language: 'fr' | 'en'): string {
  return isTag(tag) ? DEFECT_TAGS[tag][language] : tag
}

/** The tag behind a word of an older tool, when it is one. */
export function tagFromOldKey(word: string): DefectTag | undefined {
  const key = word.trim().toLowerCase()
  return isTag(key) ? key : OLD_TAGS.get(key)
}

function isTag(word: string): word is DefectTag {
  return Object.hasOwn(DEFECT_TAGS, word)
}

/** The field of a module record that holds a tag. */
export function tagField(tag: string): string {
  return `tag:${tag}`
}
