import { Stack, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { useOpenAudit } from '../audit/open-audit.web.ts'
import { ConfigurationEditor } from './ConfigurationEditor.tsx'
import { ConfigurationPreview } from './ConfigurationPreview.tsx'
import { ConfigurationState } from './ConfigurationState.tsx'
import { configurationOf, type StringPlan } from './configuration.ts'
import { words } from './configuration-words.ts'
import { ModuleModel } from './ModuleModel.tsx'
import { ReconciliationCard } from './ReconciliationCard.tsx'

/** What the plant is made of: seen, prepared, previewed, then applied in one act. */
export function ConfigurationTab() {
  const { t } = useWords(words)
  const { room, version } = useOpenAudit()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the room is one object that changes inside; its version tells when
  const configuration = useMemo(() => configurationOf(room), [room, version])
  const [prepared, setPrepared] = useState<StringPlan[] | null>(null)
  const locked = room.field('plant', 'plant', 'state')?.value === 'locked'
  return (
    <Stack gap="md">
      <ConfigurationState />
      <ReconciliationCard configuration={configuration} prepare={setPrepared} />
      <ModuleModel configuration={configuration} locked={locked} />
      {locked ? <Text>{t('locked')}</Text> : <ConfigurationEditor strings={prepared ?? configuration.strings} change={setPrepared} />}
      {prepared !== null && !locked && <ConfigurationPreview prepared={prepared} done={() => setPrepared(null)} />}
    </Stack>
  )
}
