import { Button, Stack, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { load } from '#kernel/ui/api.web.ts'
import { CardTable } from '#kernel/ui/CardTable.tsx'
import { ErrorState } from '#kernel/ui/ErrorState.tsx'
import { instant } from '#kernel/ui/format.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { PageTitle } from '#kernel/ui/PageTitle.tsx'
import { Waiting } from '#kernel/ui/Waiting.tsx'
import { DOMAINS } from '../domains.web.ts'
import { activityDetail } from './activity-detail.ts'
import { words } from './activity-words.ts'
import { words as shared } from './words.ts'

interface ActivityRow {
  id: string
  at: string
  actor: string
  actorName: string
  action: string
  details: Record<string, unknown>
}

const PAGE = 100

export function Page() {
  const { t } = useWords(words)
  const { t: tell } = useWords(shared)
  const activity = useInfiniteQuery({
    queryKey: ['activity'],
    queryFn: ({ pageParam, signal }) => load<ActivityRow[]>(`/api/activity?most=${PAGE}${pageParam ? `&before=${pageParam}` : ''}`, signal),
    initialPageParam: '',
    getNextPageParam: last => (last.length === PAGE ? (last.at(-1)?.id ?? null) : null),
  })
  return (
    <Stack>
      <PageTitle>{tell('page.activity')}</PageTitle>
      {activity.error ? (
        <ErrorState error={activity.error} retry={() => void activity.refetch()} />
      ) : activity.data ? (
        <ActivityTable rows={activity.data.pages.flat()} />
      ) : (
        <Waiting rows={10} />
      )}
      {activity.hasNextPage ? (
        <Button variant="default" onClick={() => void activity.fetchNextPage()} loading={activity.isFetchingNextPage}>
          {t('activity.more')}
        </Button>
      ) : (
        activity.data && <Text c="dimmed">{t('activity.end')}</Text>
      )}
    </Stack>
  )
}

function ActivityTable({ rows }: { rows: ActivityRow[] }) {
  const { t, language } = useWords(words)
  const { t: tell } = useWords(shared)
  return (
    <CardTable
      caption={tell('page.activity')}
      rows={rows}
      keyOf={row => row.id}
      columns={[
        { head: t('activity.at'), cell: row => <span className="together">{instant(row.at, language)}</span> },
        { head: t('activity.who'), cell: row => (row.actor === 'operator' ? t('activity.terminal') : row.actorName) },
        { head: t('activity.what'), cell: row => sentenceOf(row.action, language) },
        { head: t('activity.on'), cell: row => activityDetail(row.action, row.details, language) },
      ]}
    />
  )
}

/** An act of a newer version, which no catalogue here tells yet, is shown by its own word. */
function sentenceOf(action: string, language: 'fr' | 'en'): string {
  const catalogues: Record<string, string>[] = [words, ...DOMAINS.map(domain => domain.activity)].map(catalogue => catalogue[language])
  return catalogues.map(sentences => sentences[`activity.${action}`]).find(sentence => sentence !== undefined) ?? action
}
