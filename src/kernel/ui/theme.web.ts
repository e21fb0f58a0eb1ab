import {
  ActionIcon,
  Button,
  type CSSVariablesResolver,
  createTheme,
  Input,
  type MantineColorsTuple,
  NativeSelect,
  TextInput,
} from '@mantine/core'
import { BRAND, PRIMARY_SHADE } from './colour.ts'
import { PALETTES, type ThemeName } from './theme.ts'

/** One theme object for both shells; what changes from day to night are CSS variables alone. */
export const theme = createTheme({
  primaryColor: 'brand',
  primaryShade: PRIMARY_SHADE,
  colors: { brand: BRAND as unknown as MantineColorsTuple },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: 'ui-monospace, monospace',
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '1.3' },
      h2: { fontSize: '1.2rem', lineHeight: '1.35' },
      h3: { fontSize: '1rem', lineHeight: '1.4' },
    },
  },
  defaultRadius: 'sm',
  respectReducedMotion: true,
  components: {
    ActionIcon: ActionIcon.extend({ defaultProps: { size: 40, variant: 'subtle' } }),
    Button: Button.extend({
      defaultProps: { size: 'md' },
      // A button without a ground stands in a line like a word.
      vars: (_theme, { variant }) => ({ root: variant === 'subtle' ? { '--button-padding-x': 'var(--mantine-spacing-xs)' } : {} }),
    }),
    Input: Input.extend({ defaultProps: { size: 'md' } }),
    NativeSelect: NativeSelect.extend({ defaultProps: { size: 'md' } }),
    TextInput: TextInput.extend({ defaultProps: { size: 'md' } }),
  },
})

/** The variables of one theme, over the ones Mantine derives from its own greys. */
export function variablesOf(name: ThemeName): CSSVariablesResolver {
  const palette = PALETTES[name]
  const variables = {
    ...chrome(palette),
    '--mantine-color-brand-filled': palette.filled,
    '--mantine-color-brand-filled-hover': palette.filledHover,
    '--mantine-color-brand-light': palette.chosen,
    '--mantine-color-brand-light-hover': palette.hover,
    '--mantine-color-brand-light-color': palette.accent,
    '--mantine-color-brand-outline': palette.accent,
    '--mantine-color-brand-outline-hover': palette.hover,
    '--mantine-color-brand-text': palette.accent,
    '--mantine-primary-color-contrast': palette.onFilled,
    '--mantine-color-white': name === 'night' ? palette.onFilled : '#ffffff',
    '--mantine-color-dark-4': palette.border,
    '--mantine-color-dark-5': palette.hover,
    '--mantine-color-dark-6': palette.surface,
    '--mantine-color-gray-4': palette.border,
    ...(name === 'sun' ? { '--mantine-color-gray-3': palette.border } : {}),
    '--courant-surface': palette.surface,
    '--courant-accent': palette.accent,
    '--courant-chosen': palette.chosen,
    '--courant-warning': palette.warning,
    '--courant-success': palette.success,
  }
  return () => ({ variables: {}, light: variables, dark: variables })
}

function chrome(palette: (typeof PALETTES)[ThemeName]): Record<string, string> {
  return {
    '--mantine-color-body': palette.body,
    '--mantine-color-text': palette.text,
    '--mantine-color-bright': palette.text,
    '--mantine-color-dimmed': palette.dimmed,
    '--mantine-color-placeholder': palette.dimmed,
    '--mantine-color-anchor': palette.accent,
    '--mantine-color-default': palette.surface,
    '--mantine-color-default-hover': palette.hover,
    '--mantine-color-default-color': palette.text,
    '--mantine-color-default-border': palette.border,
    '--mantine-color-error': palette.error,
    '--mantine-color-disabled': palette.hover,
    '--mantine-color-disabled-color': palette.dimmed,
    '--mantine-color-disabled-border': palette.border,
  }
}
