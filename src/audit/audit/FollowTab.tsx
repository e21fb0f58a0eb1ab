import { Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { useDeferredValue, useMemo } from 'react'
import { number } from '#kernel/ui/format.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { progressOf } from '../electroluminescence/progress.ts'
import { StatusMark } from '../electroluminescence/StatusMark.tsx'
import { STATUSES } from '../electroluminescence/status.ts'
import { ContestedList } from './ContestedList.tsx'
import { LatestActs } from './LatestActs.tsx'
import { NotDescribed } from './NotDescribed.tsx'
import { useOpenAudit } from './open-audit.web.ts'
import { PeopleList } from './PeopleList.tsx'
import { ProgressBar } from './ProgressBar.tsx'
import { words } from './page-words.ts'
import { StringProgress } from './StringProgress.tsx'

/** The roof followed live from the office. */
export function FollowTab() {
  const { t } = useWords(words)
  const { room, version } = useOpenAudit()
  const seen = useDeferredValue(version)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the room is one object that changes inside; its version tells when
  const progress = useMemo(() => progressOf(room), [room, seen])
  if (progress.total === 0) return <NotDescribed />
  return (
    <div className="follow">
      <Stack gap="md">
        <Paper withBorder p="md">
          <Title order={2} mb="xs">
            {t('follow.progress')}
          </Title>
          <ProgressBar done={progress.done} total={progress.total} />
          <SimpleGrid cols={{ base: 2, xs: 3, sm: 4 }} mt="md" spacing="sm">
            {STATUSES.map(status => (
              <div key={status} className="tally">
                <StatusMark status={status} named />
                <Tally count={progress.byStatus[status]} />
              </div>
            ))}
          </SimpleGrid>
        </Paper>
        <StringProgress strings={progress.strings} />
      </Stack>
      <Stack gap="md">
        <ContestedList />
        <PeopleList />
        <LatestActs />
      </Stack>
    </div>
  )
}

function Tally({ count }: { count: number }) {
  const { language } = useWords(words)
  return (
    <Text fz="xl" fw={650}>
      {number(count, language)}
    </Text>
  )
}
