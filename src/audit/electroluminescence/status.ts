/**
 * The statuses that an electroluminescence picture can give a module. This file alone says what they are: the grid, the map, the
 * statistics, the import and the report all read it. `pending` is "nobody has judged yet": it has no severity and is never counted as OK.
 */
export interface StatusDefinition {
  fr: string
  en: string
  /** For a button or a table head. */
  short: { fr: string; en: string }
  /** 0 nothing seen, 1 to watch, 2 to follow up, 3 to replace; `null` when not judged. */
  severity: 0 | 1 | 2 | 3 | null
  /** Fill on screen and on the plan. */
  colour: string
  /** Readable on `colour`, at least 4.5:1. */
  text: string
  /** Pale fill of a table cell on paper, and its text. */
  paper: { colour: string; text: string }
  /** Says the status without colour. */
  letter: string
  pattern: StatusPattern
  /** Key of the keyboard that gives the status. */
  digit: string | null
  /** Name of the defect in the unified schema of older programs. */
  defectType: string
  /** Other words of older exports for the same thing. */
  oldKeys: readonly string[]
}

export type StatusPattern = 'solid' | 'dots' | 'hatch-left' | 'hatch-right' | 'cross' | 'rows' | 'empty'

/** Edition of this list and of its severities. A change of either is a new edition, printed in every report. */
export const EDITION = 'EL 1'

export const STATUS = {
  ok: {
    fr: 'OK, aucun défaut vu',
    en: 'OK, no defect seen',
    short: { fr: 'OK', en: 'OK' },
    severity: 0,
    colour: '#22c55e',
    text: '#052e16',
    paper: { colour: '#d1fae5', text: '#065f46' },
    letter: 'O',
    pattern: 'solid',
    digit: '1',
    defectType: 'none',
    oldKeys: ['aucun'],
  },
  inequality: {
    fr: 'Inégalité de luminescence (qualité des cellules)',
    en: 'Luminescence inequality (cell quality)',
    short: { fr: 'Inégalité', en: 'Inequality' },
    severity: 1,
    colour: '#eab308',
    text: '#2a1a00',
    paper: { colour: '#fef3c7', text: '#92400e' },
    letter: 'I',
    pattern: 'dots',
    digit: '2',
    defectType: 'luminescence_inequality',
    oldKeys: ['inégalité', 'inégalités', 'inegalite', 'inegalites'],
  },
  microcracks: {
    fr: 'Microfissures visibles',
    en: 'Visible microcracks',
    short: { fr: 'Microfissures', en: 'Microcracks' },
    severity: 2,
    colour: '#f97316',
    text: '#2b1000',
    paper: { colour: '#fed7aa', text: '#9a3412' },
    letter: 'M',
    pattern: 'hatch-left',
    digit: '3',
    defectType: 'microcrack',
    oldKeys: ['microfissure', 'microfissures'],
  },
  dead: {
    fr: 'HS ou impact cellulaire, à remplacer',
    en: 'Dead or cell impact, to replace',
    short: { fr: 'HS', en: 'Dead' },
    severity: 3,
    colour: '#dc2626',
    text: '#ffffff',
    paper: { colour: '#fecaca', text: '#991b1b' },
    letter: 'H',
    pattern: 'cross',
    digit: '4',
    defectType: 'dead_module',
    oldKeys: ['hs', 'impact cellulaire'],
  },
  string_open: {
    fr: 'String ou sous-string ouvert',
    en: 'Open string or sub-string',
    short: { fr: 'String ouvert', en: 'String open' },
    severity: 3,
    colour: '#2563eb',
    text: '#ffffff',
    paper: { colour: '#dbeafe', text: '#1e40af' },
    letter: 'S',
    pattern: 'hatch-right',
    digit: '5',
    defectType: 'string_open',
    oldKeys: ['string ouvert', 'sous-string ouvert'],
  },
  not_connected: {
    fr: 'Non raccordé',
    en: 'Not connected',
    short: { fr: 'Non raccordé', en: 'Not connected' },
    severity: 2,
    colour: '#4b5563',
    text: '#ffffff',
    paper: { colour: '#e5e7eb', text: '#374151' },
    letter: 'N',
    pattern: 'rows',
    digit: '6',
    defectType: 'not_connected',
    oldKeys: ['non raccordé', 'non raccorde'],
  },
  pending: {
    fr: 'En attente, pas encore jugé',
    en: 'Pending, not judged yet',
    short: { fr: 'En attente', en: 'Pending' },
    severity: null,
    colour: '#e5e7eb',
    text: '#374151',
    paper: { colour: '#f5f5f5', text: '#4b5563' },
    letter: '?',
    pattern: 'empty',
    digit: null,
    defectType: 'pending',
    oldKeys: ['en attente'],
  },
} as const satisfies Record<string, StatusDefinition>

export type Status = keyof typeof STATUS

/** In the order of buttons, legends and tables. */
export const STATUSES = Object.keys(STATUS) as Status[]

/** What must be replaced: the gravest severity. */
export const TO_REPLACE = STATUSES.filter(status => STATUS[status].severity === 3)

/** What a technician can give: everything but `pending`. */
export const VERDICTS = STATUSES.filter(status => status !== 'pending')

const BY_WORD = new Map<string, Status>(
  STATUSES.flatMap(status => [status, STATUS[status].defectType, ...STATUS[status].oldKeys].map(word => [word, status] as const)),
)

export function isStatus(value: unknown): value is Status {
  return typeof value === 'string' && Object.hasOwn(STATUS, value)
}

export function severityOf(status: Status): 0 | 1 | 2 | 3 | null {
  return STATUS[status].severity
}

/** Reads today's words and those of older exports; `undefined` means unknown: set it aside and ask, never guess. */
export function statusFromOldKey(word: string): Status | undefined {
  return BY_WORD.get(word.trim().toLowerCase())
}

/** The three-level view of older programs; a module that nobody judged has no level. */
export function levelOf(status: Status): 'ok' | 'warning' | 'critical' | null {
  const severity = severityOf(status)
  if (severity === null) return null
  if (severity === 0) return 'ok'
  return severity === 3 ? 'critical' : 'warning'
}
