import { Button, Group, Paper, Text, Title } from '@mantine/core'
import { useMemo } from 'react'
import { Refusal } from '#kernel/refusal.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { useOpenAudit } from '../audit/open-audit.web.ts'
import { checkedConfiguration, type StringPlan } from './configuration.ts'
import { type ConfigurationChange, planConfigurationChange } from './configuration-change.ts'
import { words } from './configuration-words.ts'

/** What the prepared configuration would do, and the one button that does it. */
export function ConfigurationPreview({ prepared, done }: { prepared: StringPlan[]; done(): void }) {
  const { t, language } = useWords(words)
  const { room, version, act } = useOpenAudit()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the room is one object that changes inside; its version tells when
  const plan = useMemo(() => planned(prepared, room), [prepared, room, version])
  const apply = async () => {
    if (plan instanceof Refusal) return
    await act(plan.changes)
    // A refusal was said: what was prepared is kept for another try.
    const left = planned(prepared, room)
    if (!(left instanceof Refusal) && left.changes.length === 0) done()
  }
  const nothing = plan instanceof Refusal || plan.changes.length === 0
  return (
    <Paper withBorder p="md" className="preview">
      <Title order={2} mb="xs">
        {t('preview')}
      </Title>
      {plan instanceof Refusal ? <Text c="var(--mantine-color-error)">{plan[language]}</Text> : <Differences plan={plan} />}
      <Group mt="sm">
        <Button disabled={nothing} onClick={() => void apply()}>
          {t('apply')}
        </Button>
        <Button variant="default" onClick={done}>
          {t('reset')}
        </Button>
      </Group>
    </Paper>
  )
}

function planned(prepared: StringPlan[], room: Parameters<typeof planConfigurationChange>[0]): ConfigurationChange | Refusal {
  try {
    return planConfigurationChange(room, checkedConfiguration(prepared))
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

const NAMED = 14

function Differences({ plan }: { plan: ConfigurationChange }) {
  const { t } = useWords(words)
  if (plan.changes.length === 0) return <Text>{t('preview.none')}</Text>
  return (
    <>
      <Text fw={650}>{t('preview.total', { before: plan.before, after: plan.after })}</Text>
      {plan.appear.length > 0 && <Named sentence={t('preview.appear', { count: plan.appear.length })} modules={plan.appear} />}
      {plan.disappear.length > 0 && <Named sentence={t('preview.disappear', { count: plan.disappear.length })} modules={plan.disappear} />}
      {plan.archived.length > 0 && <Text c="var(--courant-warning)">{t('preview.archived', { count: plan.archived.length })}</Text>}
      {plan.appear.length + plan.disappear.length === 0 && <Text>{t('preview.fields', { count: plan.changes.length })}</Text>}
    </>
  )
}

function Named({ sentence, modules }: { sentence: string; modules: string[] }) {
  return (
    <Text>
      {sentence}
      <Text component="span" c="dimmed">
        {' · '}
        {modules.slice(0, NAMED).join(', ')}
        {modules.length > NAMED && '…'}
      </Text>
    </Text>
  )
}
