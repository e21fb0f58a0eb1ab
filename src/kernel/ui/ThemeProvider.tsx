import { MantineProvider } from '@mantine/core'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { onRemembered, remember } from './remember.web.ts'
import { PALETTES, THEMES, type ThemeName } from './theme.ts'
import { theme, variablesOf } from './theme.web.ts'

interface ThemeChoice {
  name: ThemeName
  choose(name: ThemeName): void
}

const Chosen = createContext<ThemeChoice>({ name: 'day', choose: () => undefined })

export function useTheme(): ThemeChoice {
  return useContext(Chosen)
}

/**
 * Wraps a shell. The theme was chosen before the first paint by `theme.js`, which left it on the root element. One that is chosen on another
 * page of this device holds here too: a second tab does not stay white in the night.
 */
export function ThemeProvider({ children }: { children: ReactNode }) {
  const [name, setName] = useState<ThemeName>(themeOfPage)
  useEffect(() => onRemembered('theme', chosen => setName(applied(themeCalled(chosen)))), [])
  const choice = useMemo(() => ({ name, choose: (next: ThemeName) => setName(applied(next)) }), [name])
  const resolver = useMemo(() => variablesOf(name), [name])
  return (
    <Chosen value={choice}>
      <MantineProvider theme={theme} cssVariablesResolver={resolver} forceColorScheme={name === 'night' ? 'dark' : 'light'}>
        {children}
      </MantineProvider>
    </Chosen>
  )
}

function themeOfPage(): ThemeName {
  return themeCalled(document.documentElement.dataset.theme)
}

function themeCalled(name: string | null | undefined): ThemeName {
  return THEMES.find(known => known === name) ?? 'day'
}

function applied(name: ThemeName): ThemeName {
  const root = document.documentElement
  remember('theme', name)
  root.dataset.theme = name
  root.style.backgroundColor = PALETTES[name].body
  root.style.colorScheme = name === 'night' ? 'dark' : 'light'
  return name
}
