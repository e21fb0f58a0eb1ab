import { Stack, Text } from '@mantine/core'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { isConfigured } from '../plant/configuration.ts'
import { ModuleComments } from './ModuleComments.tsx'
import { ModuleContested } from './ModuleContested.tsx'
import { ModuleHistory } from './ModuleHistory.tsx'
import { ModuleSerial } from './ModuleSerial.tsx'
import { ModuleStatus } from './ModuleStatus.tsx'
import { ModuleTags } from './ModuleTags.tsx'
import type { ModuleView } from './module-view.web.ts'
import { words } from './office-words.ts'
import './module-sheet.css'

/** Everything known of one module, and everything that can be decided about it. */
export function ModuleSheet(view: ModuleView) {
  const { t } = useWords(words)
  return (
    <Stack gap="lg" className="module-sheet">
      {!isConfigured(view.room, view.id) && <Text c="var(--courant-warning)">{t('sheet.outside')}</Text>}
      <ModuleContested {...view} />
      <ModuleStatus {...view} />
      <ModuleTags {...view} />
      <ModuleComments {...view} />
      {view.photos !== undefined && (
        <section>
          <h3>{t('sheet.photos')}</h3>
          {view.photos}
        </section>
      )}
      <ModuleSerial key={view.id} {...view} />
      <ModuleHistory {...view} />
    </Stack>
  )
}
