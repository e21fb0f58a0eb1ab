import '#kernel/ui/styles.web.ts'
import './field.css'
import { createRoot } from 'react-dom/client'
import { finishSignOut } from '#kernel/access/sign-out.web.ts'
import { watchRevocation } from '#kernel/access/wipe.web.ts'
import { startSending } from '#kernel/file/upload.web.ts'
import { startLanguage } from '#kernel/ui/i18n.web.ts'
import { ThemeProvider } from '#kernel/ui/ThemeProvider.tsx'
import { Field } from './Field.tsx'
import { linkIsOver } from './left-here.web.ts'
import { keepApplication } from './update.web.ts'

await keepApplication()
await finishSignOut()
startLanguage()
startSending()
watchRevocation(linkIsOver)
createRoot(document.getElementById('root')!).render(
  <ThemeProvider>
    <Field />
  </ThemeProvider>,
)
