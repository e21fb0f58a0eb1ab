import { Button, Group, NativeSelect, Text, TextInput, Title } from '@mantine/core'
import { IconPlus, IconSolarPanel2 } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useDeferredValue, useState } from 'react'
import { ask, sentenceOf } from '#kernel/ui/api.web.ts'
import { EmptyState } from '#kernel/ui/EmptyState.tsx'
import { ErrorState } from '#kernel/ui/ErrorState.tsx'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { NothingFound } from '#kernel/ui/NothingFound.tsx'
import { showNotice } from '#kernel/ui/notice.web.ts'
import { Waiting } from '#kernel/ui/Waiting.tsx'
import { AuditNav } from './AuditNav.tsx'
import { AuditTable } from './AuditTable.tsx'
import { AUDIT_STATES, type AuditRow, type AuditState, matchingAudits } from './audit-row.ts'
import { useAudits } from './audits.web.ts'
import { words } from './office-words.ts'

/** Every audit the person may see: what it is, how far it is, what moved last. */
export function Page() {
  const { t } = useWords(words)
  const [text, setText] = useState('')
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useAudits(useDeferredValue(text.trim()))
  return (
    <>
      <AuditNav />
      <Group justify="space-between" mb="md">
        <Title order={1}>{t('list.title')}</Title>
        <Button component={Link} to="/audits/new" leftSection={<IconPlus size={18} aria-hidden />}>
          {t('list.new')}
        </Button>
      </Group>
      {data ? (
        <Listed rows={data.pages.flatMap(page => page.audits)} text={text} setText={setText} />
      ) : error ? (
        <ErrorState error={error} retry={() => void refetch()} />
      ) : (
        <Waiting rows={8} height={56} />
      )}
      {hasNextPage && (
        <Button mt="md" variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('list.more')}
        </Button>
      )}
    </>
  )
}

function Listed({ rows, text, setText }: { rows: AuditRow[]; text: string; setText(text: string): void }) {
  const { t } = useWords(words)
  const [state, setState] = useState<AuditState | 'all'>('all')
  if (rows.length === 0 && text === '') return <NoAudit />
  const found = matchingAudits(rows, text, state)
  const clear = () => {
    setText('')
    setState('all')
  }
  return (
    <>
      <Group align="flex-end" mb="sm">
        <TextInput
          label={t('list.search')}
          type="search"
          value={text}
          onChange={event => setText(event.currentTarget.value)}
          style={{ flex: '1 1 280px' }}
        />
        <NativeSelect
          label={t('list.state')}
          value={state}
          onChange={event => setState(event.currentTarget.value as AuditState | 'all')}
          data={(['all', ...AUDIT_STATES] as const).map(value => ({ value, label: t(`list.state.${value}`) }))}
        />
      </Group>
      <Text c="dimmed" size="sm" role="status" mb="xs">
        {t('list.count', { count: found.length })}
      </Text>
      {found.length > 0 ? <AuditTable rows={found} /> : <NothingFound title={t('list.none')} clearing={t('list.clear')} clear={clear} />}
    </>
  )
}

function NoAudit() {
  const { t } = useWords(words)
  return (
    <EmptyState
      icon={<IconSolarPanel2 size={48} aria-hidden />}
      title={t('list.empty.title')}
      action={
        <Group justify="center">
          <Button component={Link} to="/audits/new">
            {t('list.new')}
          </Button>
          <Button component={Link} to="/audits/import" variant="default">
            {t('nav.import')}
          </Button>
          <DemoButton />
        </Group>
      }
    >
      {t('list.empty.text')}
    </EmptyState>
  )
}

/** Two audits as they were found on real roofs, to look at and to try things on. */
function DemoButton() {
  const { t } = useWords(words)
  const queries = useQueryClient()
  const demo = useMutation({
    mutationFn: () => ask('POST', '/api/audits/demo'),
    onSuccess: () => queries.invalidateQueries(),
    onError: error => showNotice(sentenceOf(error), { tone: 'refused' }),
  })
  return (
    <Button variant="default" loading={demo.isPending} onClick={() => demo.mutate()}>
      {t('list.empty.demo')}
    </Button>
  )
}
