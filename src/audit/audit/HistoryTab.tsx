import { Button, Group, Paper, Table, Text, TextInput, Title } from '@mantine/core'
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { EmptyState } from '#kernel/ui/EmptyState.tsx'
import { ErrorState } from '#kernel/ui/ErrorState.tsx'
import { number as figure, instant } from '#kernel/ui/format.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { Waiting } from '#kernel/ui/Waiting.tsx'
import { useActSentence } from './act-sentence.web.ts'
import { loadHistory, type PastAct, verifyHistory } from './history.web.ts'
import { words } from './history-words.ts'
import { useOpenAudit } from './open-audit.web.ts'

/** Every act since the first, numbered and chained. */
export function HistoryTab() {
  const { t } = useWords(words)
  const [text, setText] = useState('')
  const { token, version } = useOpenAudit()
  const history = useInfiniteQuery({
    queryKey: ['history', token, 'all', version],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam, signal }) =>
      loadHistory(token, pageParam === undefined ? { limit: 50 } : { limit: 50, before: pageParam }, signal),
    getNextPageParam: page => page.next,
    placeholderData: before => before,
  })
  const acts = history.data?.pages.flatMap(page => page.items)
  if (history.error) return <ErrorState error={history.error} retry={() => void history.refetch()} />
  if (!acts) return <Waiting />
  if (acts.length === 0) return <EmptyState title={t('empty.title')}>{t('empty.text')}</EmptyState>
  return (
    <>
      <Chain />
      <TextInput type="search" label={t('filter')} value={text} onChange={event => setText(event.currentTarget.value)} mb="sm" />
      <Acts acts={acts} text={text} />
      {history.hasNextPage && (
        <Button mt="sm" variant="default" loading={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </>
  )
}

function Chain() {
  const { t } = useWords(words)
  const { token } = useOpenAudit()
  const check = useMutation({ mutationFn: () => verifyHistory(token) })
  const answer = check.data
  return (
    <Paper withBorder p="md" mb="md">
      <Group justify="space-between">
        <div>
          <Title order={2}>{t('title')}</Title>
          <Text c="dimmed">{t('lead')}</Text>
        </div>
        <Button variant="default" loading={check.isPending} onClick={() => check.mutate()}>
          {t('verify')}
        </Button>
      </Group>
      <div role="status">
        {answer?.intact === true && (
          <>
            <Text mt="xs" c="var(--courant-success)">
              {t('verify.ok', { count: answer.number })}
            </Text>
            <Text size="sm" className="hash">
              {t('head')} : {answer.head}
            </Text>
          </>
        )}
        {answer?.intact === false && (
          <Text mt="xs" c="var(--mantine-color-error)">
            {t('verify.broken', { number: answer.number })}
          </Text>
        )}
      </div>
      {check.error && <ErrorState error={check.error} />}
    </Paper>
  )
}

function Acts({ acts, text }: { acts: PastAct[]; text: string }) {
  const { t, language } = useWords(words)
  const sentence = useActSentence()
  const wanted = text.trim().toLowerCase()
  const told = acts.map(act => ({ act, said: sentence(act) })).filter(({ said }) => said.toLowerCase().includes(wanted))
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th ta="right">{t('number')}</Table.Th>
          <Table.Th>{t('when')}</Table.Th>
          <Table.Th>{t('act')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {told.map(({ act, said }) => (
          <Table.Tr key={act.id}>
            <Table.Td ta="right">{figure(act.number, language)}</Table.Td>
            <Table.Td className="together">{instant(act.at, language)}</Table.Td>
            <Table.Td>{said}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
