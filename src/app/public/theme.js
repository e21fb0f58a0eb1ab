// Runs before the first paint, so that a tablet set to night never flashes white. Classic script, no import: it must block.
;(() => {
  const root = document.documentElement
  const inField = location.pathname.startsWith('/field')
  const preferred =
    inField || matchMedia('(prefers-color-scheme: dark)').matches ? 'night' : matchMedia('(prefers-contrast: more)').matches ? 'sun' : 'day'
  let chosen = null
  let language = null
  try {
    chosen = localStorage.getItem('courant.theme')
    language = localStorage.getItem('courant.language')
  } catch {
    // Storage is forbidden here: the preference of the device decides.
  }
  const theme = ['day', 'sun', 'night'].includes(chosen) ? chosen : preferred
  root.dataset.theme = theme
  root.dataset.mantineColorScheme = theme === 'night' ? 'dark' : 'light'
  root.style.backgroundColor = theme === 'night' ? '#000000' : '#ffffff'
  root.style.colorScheme = theme === 'night' ? 'dark' : 'light'
  root.lang = language === 'en' || language === 'fr' ? language : navigator.language.startsWith('en') ? 'en' : 'fr'
  // The name under the icon of an installed field, in the language of whoever installs it.
  if (inField && root.lang === 'en') document.querySelector('link[rel=manifest]').href = '/field-en.webmanifest'
})()
