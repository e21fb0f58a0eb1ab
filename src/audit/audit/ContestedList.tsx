import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { useDeferredValue, useMemo } from 'react'
import { number } from '#kernel/ui/format.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { modulesToConfirm } from '../electroluminescence/attention.ts'
import { asStatus } from '../electroluminescence/module.ts'
import { useStatusName } from '../electroluminescence/status-name.web.ts'
import { useAuditAddress } from './audit-tab.web.ts'
import { useOpenAudit } from './open-audit.web.ts'
import { words } from './page-words.ts'

const SHOWN = 12

/** Modules on which two people disagree without having seen one another. */
export function ContestedList() {
  const { t, language } = useWords(words)
  const name = useStatusName()
  const { room, version, nameOf, mayWrite } = useOpenAudit()
  const { openModule } = useAuditAddress()
  const seen = useDeferredValue(version)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the room is one object that changes inside; its version tells when
  const modules = useMemo(() => modulesToConfirm(room), [room, seen])
  const valuesOf = (module: string) => {
    const state = room.field('module', module, 'status')
    return [state, ...(state?.contested ?? []).map(lost => ({ value: lost.value, stamp: lost }))]
      .flatMap(given => (given ? [`${name(asStatus(given.value))} (${nameOf(given.stamp.by)})`] : []))
      .join(' / ')
  }
  return (
    <Paper withBorder p="md">
      <Title order={2} mb="xs">
        {t('follow.contested')}
        {modules.length > 0 && ` · ${number(modules.length, language)}`}
      </Title>
      {modules.length === 0 && <Text c="dimmed">{t('follow.contested.none')}</Text>}
      <Stack gap={4}>
        {modules.slice(0, SHOWN).map(module => (
          <Group key={module} justify="space-between" wrap="nowrap">
            <Text className="written">{t('follow.contested.values', { module, values: valuesOf(module) })}</Text>
            <Button variant="default" onClick={() => openModule(module)}>
              {t(mayWrite ? 'follow.contested.open' : 'follow.contested.read')}
            </Button>
          </Group>
        ))}
      </Stack>
      {modules.length > SHOWN && (
        <Text c="dimmed" mt="xs">
          {t('follow.contested.more', { count: modules.length - SHOWN })}
        </Text>
      )}
    </Paper>
  )
}
