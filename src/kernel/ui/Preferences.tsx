import { NativeSelect } from '@mantine/core'
import { LANGUAGES, type Language } from './catalogue.ts'
import { changeLanguage, useWords } from './i18n.web.ts'
import { useTheme } from './ThemeProvider.tsx'
import { THEMES, type ThemeName } from './theme.ts'
import { words } from './words.ts'

export function ThemeSwitch() {
  const { name, choose } = useTheme()
  const { t } = useWords(words)
  return (
    <NativeSelect
      label={t('theme')}
      value={name}
      onChange={event => choose(event.currentTarget.value as ThemeName)}
      data={THEMES.map(theme => ({ value: theme, label: t(`theme.${theme}`) }))}
    />
  )
}

export function LanguageSwitch() {
  const { t, language } = useWords(words)
  return (
    <NativeSelect
      label={t('language')}
      value={language}
      onChange={event => changeLanguage(event.currentTarget.value as Language)}
      data={LANGUAGES.map(language => ({ value: language, label: t(`language.${language}`) }))}
    />
  )
}
