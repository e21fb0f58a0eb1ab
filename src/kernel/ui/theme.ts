import { BRAND } from './colour.ts'

export const THEMES = ['day', 'sun', 'night'] as const
export type ThemeName = (typeof THEMES)[number]

/** What the chrome is made of. Colours of the data (statuses, series) are not here: they belong to their domain. */
export interface Palette {
  /** The page. */
  body: string
  /** Cards, bars and inputs laid on the page. */
  surface: string
  /** Under the pointer. */
  hover: string
  text: string
  /** Secondary text, placeholders. */
  dimmed: string
  border: string
  /** Links and marks of the brand on the page. */
  accent: string
  /** Ground of the main button, with `onFilled` text. */
  filled: string
  filledHover: string
  onFilled: string
  /** Ground of what is chosen, with `accent` text. */
  chosen: string
  error: string
  warning: string
  success: string
}

export const PALETTES: Record<ThemeName, Palette> = {
  day: {
    body: '#ffffff',
    surface: '#f7f8f9',
    hover: '#eef1f2',
    text: '#1b2327',
    dimmed: '#55606a',
    border: '#cfd5d9',
    accent: BRAND[7],
    filled: BRAND[7],
    filledHover: BRAND[8],
    onFilled: '#ffffff',
    chosen: BRAND[0],
    error: '#b3261e',
    warning: '#8a4b00',
    success: '#1a6b3a',
  },
  sun: {
    body: '#ffffff',
    surface: '#ffffff',
    hover: '#e8ecee',
    text: '#000000',
    dimmed: '#2b3338',
    border: '#4a5459',
    accent: BRAND[9],
    filled: BRAND[9],
    filledHover: '#000000',
    onFilled: '#ffffff',
    chosen: BRAND[0],
    error: '#7d0f0a',
    warning: '#5c3200',
    success: '#0c4a25',
  },
  night: {
    body: '#000000',
    surface: '#0d0b0a',
    hover: '#1e1813',
    text: '#c8b6a4',
    dimmed: '#9a8876',
    border: '#4d3f33',
    accent: '#e0924a',
    filled: '#7a3a10',
    filledHover: '#8a4415',
    onFilled: '#ffe3c8',
    chosen: '#2a1808',
    error: '#ff7a66',
    warning: '#e0924a',
    success: '#9db26a',
  },
}
