import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import { useMemo } from 'react'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { useOpenAudit } from '../audit/open-audit.web.ts'
import { ConfigurationEditor } from './ConfigurationEditor.tsx'
import { ConfigurationFacts } from './ConfigurationFacts.tsx'
import { ConfigurationPreview } from './ConfigurationPreview.tsx'
import { ConfigurationState } from './ConfigurationState.tsx'
import { configurationOf } from './configuration.ts'
import { useConfigurationDraft } from './configuration-draft.web.ts'
import { words } from './configuration-words.ts'
import { ModuleModel } from './ModuleModel.tsx'
import { plantRights } from './plant-rights.ts'
import { ReconciliationCard } from './ReconciliationCard.tsx'

/** What the plant is made of: seen by everybody; by whoever may change it prepared, previewed, then applied in one act. */
export function ConfigurationTab() {
  const { t } = useWords(words)
  const audit = useOpenAudit()
  const { token, room, version } = audit
  // biome-ignore lint/correctness/useExhaustiveDependencies: the room is one object that changes inside; its version tells when
  const configuration = useMemo(() => configurationOf(room), [room, version])
  const draft = useConfigurationDraft(token)
  const { prepared } = draft
  const may = plantRights(audit)
  return (
    <Stack gap="md">
      <ConfigurationState mayMove={may.move} />
      {prepared !== null && <Unsaved drop={draft.drop} />}
      <ReconciliationCard configuration={configuration} prepare={may.change ? draft.prepare : null} />
      {may.change ? (
        <>
          <ModuleModel configuration={configuration} />
          <ConfigurationEditor strings={prepared ?? configuration.strings} draft={draft} />
          {prepared !== null && <ConfigurationPreview prepared={prepared} done={draft.drop} />}
        </>
      ) : (
        <>
          {may.move && <Text>{t('locked')}</Text>}
          <ConfigurationFacts configuration={configuration} />
        </>
      )}
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
