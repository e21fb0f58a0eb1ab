import { contrast } from '#kernel/ui/colour.ts'
import type { ThemeName } from '#kernel/ui/theme.ts'
import { STATUS, STATUSES, type StatusPattern } from '../electroluminescence/status.ts'

export interface StatusInk {
  fill: string
  text: string
  letter: string
  pattern: StatusPattern
}

/** Everything the canvas needs to know about a theme. */
export interface GridInk {
  ground: string
  text: string
  dimmed: string
  /** The module in hand. */
  cursor: string
  /** Chosen modules. */
  chosen: string
  local: string
  colleague: string
  onColleague: string
  /** In the order of STATUSES. */
  statuses: readonly StatusInk[]
}

const CHROME: Record<ThemeName, Omit<GridInk, 'statuses'>> = {
  day: {
    ground: '#ffffff',
    text: '#1b2327',
    dimmed: '#55606a',
    cursor: '#0b5870',
    chosen: '#0b5870',
    local: '#1b2327',
    colleague: '#5e2a7e',
    onColleague: '#ffffff',
  },
  sun: {
    ground: '#ffffff',
    text: '#000000',
    dimmed: '#2b3338',
    cursor: '#000000',
    chosen: '#000000',
    local: '#000000',
    colleague: '#3d1259',
    onColleague: '#ffffff',
  },
  night: {
    ground: '#000000',
    text: '#c8b6a4',
    dimmed: '#9a8876',
    cursor: '#ffb36b',
    chosen: '#e0924a',
    local: '#ffe3c8',
    colleague: '#5b3a66',
    onColleague: '#f0dcf5',
  },
}

/** At night the fills are dark and the letters carry the colour: a lit cell would blind the eye that reads the camera. */
const NIGHT_FILL = 0.34
const NIGHT_TEXT = 0.75

/** Against the sun on the glass. */
const SUN_CONTRAST = 7

export function inkOf(theme: ThemeName): GridInk {
  return { ...CHROME[theme], statuses: STATUSES.map(status => statusInk(status, theme)) }
}

function statusInk(status: (typeof STATUSES)[number], theme: ThemeName): StatusInk {
  const { colour, text, letter, pattern } = STATUS[status]
  if (theme === 'day') return { fill: colour, text, letter, pattern }
  if (theme === 'sun') return { ...sunlit(colour), letter, pattern }
  if (status === 'pending') return { fill: '#1a1613', text: '#a08d7a', letter, pattern }
  return { fill: mixed(colour, '#000000', NIGHT_FILL), text: mixed(colour, '#ffe8d0', 1 - NIGHT_TEXT * 0.7), letter, pattern }
}

/** Black on a fill that is light enough, else white on a fill as dark as it takes. */
function sunlit(colour: string): Pick<StatusInk, 'fill' | 'text'> {
  if (contrast('#000000', colour) >= SUN_CONTRAST) return { fill: colour, text: '#000000' }
  const dark = (percent: number) => mixed(colour, '#000000', percent / 100)
  let percent = 100
  while (contrast('#ffffff', dark(percent)) < SUN_CONTRAST) percent--
  return { fill: dark(percent), text: '#ffffff' }
}

/** `share` of the first colour, the rest of the second; both `#rrggbb`. */
export function mixed(one: string, other: string, share: number): string {
  const channel = (at: number) => {
    const value = Number.parseInt(one.slice(at, at + 2), 16) * share + Number.parseInt(other.slice(at, at + 2), 16) * (1 - share)
    return Math.round(value).toString(16).padStart(2, '0')
  }
  return `#${channel(1)}${channel(3)}${channel(5)}`
}
