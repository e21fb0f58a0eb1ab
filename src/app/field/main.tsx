import '#kernel/ui/styles.web.ts'
import './field.css'
import { createRoot } from 'react-dom/client'
import { startLanguage } from '#kernel/ui/i18n.web.ts'
import { ThemeProvider } from '#kernel/ui/ThemeProvider.tsx'
import { Field } from './Field.tsx'
import { readWaiting } from './photo-queue.web.ts'
import { keepApplication } from './update.web.ts'

startLanguage()
keepApplication()
void readWaiting()
createRoot(document.getElementById('root')!).render(
  <ThemeProvider>
    <Field />
  </ThemeProvider>,
)
