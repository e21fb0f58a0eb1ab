import '#kernel/ui/styles.web.ts'
import { createRoot } from 'react-dom/client'
import { startLanguage } from '#kernel/ui/i18n.web.ts'
import { ThemeProvider } from '#kernel/ui/ThemeProvider.tsx'

startLanguage()
createRoot(document.getElementById('root')!).render(
  <ThemeProvider>
    <main>Courant</main>
  </ThemeProvider>,
)
