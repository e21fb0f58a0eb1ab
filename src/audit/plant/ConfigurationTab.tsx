import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import { useMemo } from 'react'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { useOpenAudit } from '../audit/open-audit.web.ts'
import { ConfigurationEditor } from './ConfigurationEditor.tsx'
import { ConfigurationPreview } from './ConfigurationPreview.tsx'
import { ConfigurationState } from './ConfigurationState.tsx'
import { configurationOf } from './configuration.ts'
import { useConfigurationDraft } from './configuration-draft.web.ts'
import { words } from './configuration-words.ts'
import { ModuleModel } from './ModuleModel.tsx'
import { ReconciliationCard } from './ReconciliationCard.tsx'

/** What the plant is made of: seen, prepared, previewed, then applied in one act. */
export function ConfigurationTab() {
  const { t } = useWords(words)
  const { token, room, version } = useOpenAudit()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the room is one object that changes inside; its version tells when
  const configuration = useMemo(() => configurationOf(room), [room, version])
  const [prepared, setPrepared] = useConfigurationDraft(token)
  const locked = room.field('plant', 'plant', 'state')?.value === 'locked'
  return (
    <Stack gap="md">
      <ConfigurationState />
      {prepared !== null && <Unsaved drop={() => setPrepared(null)} />}
      <ReconciliationCard configuration={configuration} prepare={setPrepared} />
      <ModuleModel configuration={configuration} locked={locked} />
      {locked ? <Text>{t('locked')}</Text> : <ConfigurationEditor strings={prepared ?? configuration.strings} change={setPrepared} />}
      {prepared !== null && !locked && <ConfigurationPreview prepared={prepared} done={() => setPrepared(null)} />}
    </Stack>
  )
}

function Unsaved({ drop }: { drop(): void }) {
  const { t } = useWords(words)
  return (
    <Group gap="xs" role="status">
      <Badge size="lg" variant="outline" color="var(--courant-warning)">
        {t('unsaved')}
      </Badge>
      <Text>{t('unsaved.text')}</Text>
      <Button variant="default" onClick={drop}>
        {t('reset')}
      </Button>
    </Group>
  )
}
