import { Button, Paper, Text, Title } from '@mantine/core'
import { useMemo } from 'react'
import { grouped } from '#kernel/ui/format.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { useOpenAudit } from '../audit/open-audit.web.ts'
import { ComparedSets } from './ComparedSets.tsx'
import { identifiersOf, type PlantConfiguration, type StringPlan } from './configuration.ts'
import { words } from './configuration-words.ts'
import { declaredPlant, foundModules } from './declared-plant.ts'
import { configurationInShort, reconcile } from './reconciliation.ts'

interface Props {
  configuration: PlantConfiguration
  /** `null` for whoever may not change the configuration. */
  prepare: ((strings: StringPlan[]) => void) | null
}

/** What was declared against what was found, module by module, and the configuration that the modules themselves describe. */
export function ReconciliationCard({ configuration, prepare }: Props) {
  const { t, language } = useWords(words)
  const { room, version } = useOpenAudit()
  const declared = room.field('plant', 'plant', 'declared')?.value
  const plant = useMemo(() => declaredPlant(declared), [declared])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the room is one object that changes inside; its version tells when
  const found = useMemo(() => (plant ? reconcile(identifiersOf(plant), foundModules(room)) : null), [plant, room, version])
  if (!plant || !found || found.proposal.strings.length === 0) return null
  const real = configurationInShort(found.proposal)
  return (
    <Paper withBorder p="md">
      <Title order={2}>{t('reconcile')}</Title>
      <Text c="dimmed" mb="xs">
        {t('reconcile.text')}
      </Text>
      <Text>{t('reconcile.declared', { short: grouped(configurationInShort(plant), language) })}</Text>
      <Text mb="xs">{t('reconcile.real', { short: grouped(real, language) })}</Text>
      {found.same ? <Text>{t('reconcile.same')}</Text> : <ComparedSets found={found} said={set => t(`reconcile.${set}`)} />}
      {real === configurationInShort(configuration) ? (
        <Text mt="sm">{t('reconcile.now')}</Text>
      ) : (
        prepare && (
          <Button variant="default" mt="sm" onClick={() => prepare(found.proposal.strings)}>
            {t('reconcile.use', { short: grouped(real, language) })}
          </Button>
        )
      )}
      {found.holes.length > 0 && (
        <Text c="var(--courant-warning)">
          {t('reconcile.holes', { count: found.holes.length, modules: found.holes.slice(0, 8).join(', ') })}
        </Text>
      )}
    </Paper>
  )
}
