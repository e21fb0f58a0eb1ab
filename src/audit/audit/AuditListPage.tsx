import { Button, Group, NativeSelect, Text, TextInput } from '@mantine/core'
import { IconPlus, IconSolarPanel2 } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useDeferredValue } from 'react'
import { useMutationOnce } from '#kernel/ui/act-once.web.ts'
import { ask, sentenceOf } from '#kernel/ui/api.web.ts'
import { EmptyState } from '#kernel/ui/EmptyState.tsx'
import { ErrorState } from '#kernel/ui/ErrorState.tsx'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { useMay } from '#kernel/ui/me.web.ts'
import { NothingFound } from '#kernel/ui/NothingFound.tsx'
import { showNotice } from '#kernel/ui/notice.web.ts'
import { PageTitle } from '#kernel/ui/PageTitle.tsx'
import { Waiting } from '#kernel/ui/Waiting.tsx'
import { AuditNav } from './AuditNav.tsx'
import { AuditTable } from './AuditTable.tsx'
import { EVERYTHING, useAuditListAddress } from './audit-list-address.web.ts'
import { AUDIT_CHOICES, type AuditChoice, matchingAudits } from './audit-row.ts'
import { useAudits, type Wanted } from './audits.web.ts'
import { words } from './office-words.ts'

/** Every audit the person may see: what it is, how far it is, what moved last. */
export function Page() {
  const { t } = useWords(words)
  const [wanted, want] = useAuditListAddress()
  const { text, choice } = wanted
  const audits = useAudits({ text: useDeferredValue(text.trim()), choice })
  const rows = audits.data?.pages.flatMap(page => page.audits)
  const mayManage = useMay('manage')
  const none = rows?.length === 0 && text === '' && choice === 'all'
  return (
    <>
      <AuditNav />
      <Group justify="space-between" mb="md" className="page-head">
        <PageTitle>{t('list.title')}</PageTitle>
        {mayManage && (
          <Button component={Link} to="/audits/new" leftSection={<IconPlus size={18} aria-hidden />}>
            {t('list.new')}
          </Button>
        )}
      </Group>
      {none ? <NoAudit seeArchived={() => want({ text, choice: 'archived' })} /> : <Narrowing wanted={wanted} want={want} />}
      {!none && <Listed audits={audits} wanted={wanted} clear={() => want(text === '' ? EVERYTHING : { text: '', choice })} />}
    </>
  )
}

function Narrowing({ wanted, want }: { wanted: Wanted; want(next: Wanted): void }) {
  const { t } = useWords(words)
  return (
    <Group align="flex-end" mb="sm">
      <TextInput
        label={t('list.search')}
        type="search"
        value={wanted.text}
        onChange={event => want({ ...wanted, text: event.currentTarget.value })}
        style={{ flex: '1 1 280px' }}
      />
      <NativeSelect
        label={t('list.state')}
        value={wanted.choice}
        onChange={event => want({ ...wanted, choice: event.currentTarget.value as AuditChoice })}
        data={AUDIT_CHOICES.map(value => ({ value, label: t(`list.state.${value}`) }))}
      />
    </Group>
  )
}

interface ListedProps {
  audits: ReturnType<typeof useAudits>
  wanted: Wanted
  clear(): void
}

function Listed({ audits, wanted, clear }: ListedProps) {
  const { t } = useWords(words)
  const { data, error, refetch, hasNextPage, isPlaceholderData, isFetchingNextPage, fetchNextPage } = audits
  const rows = data?.pages.flatMap(page => page.audits) ?? []
  const found = matchingAudits(rows, wanted.text, wanted.choice)
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />
  // Rows of the list before are worth showing until its own come, their absence is not.
  if (!data || (isPlaceholderData && found.length === 0)) return <Waiting rows={8} height={56} />
  return (
    <>
      <Text c="dimmed" size="sm" role="status" mb="xs">
        {t('list.count', { count: hasNextPage && !isPlaceholderData ? data.pages[0]!.total : found.length })}
      </Text>
      {found.length > 0 ? (
        <AuditTable rows={found} />
      ) : (
        <NothingFound title={t('list.none')} clearing={t(wanted.text === '' ? 'list.all' : 'list.clear')} clear={clear} />
      )}
      {hasNextPage && (
        <Button mt="md" variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('list.more')}
        </Button>
      )}
    </>
  )
}

function NoAudit({ seeArchived }: { seeArchived(): void }) {
  const { t } = useWords(words)
  const mayManage = useMay('manage')
  const mayImport = useMay('administer')
  return (
    <EmptyState
      icon={<IconSolarPanel2 size={48} aria-hidden />}
      title={t('list.empty.title')}
      action={
        <Group justify="center">
          {mayManage && (
            <Button component={Link} to="/audits/new">
              {t('list.new')}
            </Button>
          )}
          {mayImport && (
            <Button component={Link} to="/audits/import" variant="default">
              {t('nav.import')}
            </Button>
          )}
          {mayManage && <DemoButton />}
          <Button variant="subtle" onClick={seeArchived}>
            {t('list.empty.archived')}
          </Button>
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
  const demo = useMutationOnce({
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
