import { Button, Group, NativeSelect, Paper, Text, TextInput, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { may } from '#kernel/access/role.ts'
import { useMutationOnce } from '#kernel/ui/act-once.web.ts'
import { ask, load } from '#kernel/ui/api.web.ts'
import { LANGUAGES, type Language } from '#kernel/ui/catalogue.ts'
import { EmptyState } from '#kernel/ui/EmptyState.tsx'
import { ErrorState } from '#kernel/ui/ErrorState.tsx'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { showNotice } from '#kernel/ui/notice.web.ts'
import { Refused } from '#kernel/ui/Refused.tsx'
import { Waiting } from '#kernel/ui/Waiting.tsx'
import { useOpenAudit } from '../audit/open-audit.web.ts'
import { words } from './office-words.ts'
import { ReportLine } from './ReportLine.tsx'
import { isPrinting, type ReportListed, RIGHT_TO_PRINT } from './report-row.ts'

type Kind = ReportListed['kind']
const KINDS: Kind[] = ['draft', 'issued']

const WHILE_PRINTING_MS = 700
/** A colleague may ask for a report too. */
const OTHERWISE_MS = 15_000

/** Asking for a report, following its printing, finding every earlier one; whoever may only read finds them. */
export function ReportTab() {
  const { t } = useWords(words)
  const { token, rights } = useOpenAudit()
  const kinds = KINDS.filter(kind => may(rights, RIGHT_TO_PRINT[kind], token))
  const reports = useQuery({
    queryKey: ['reports', token],
    queryFn: async ({ signal }) => (await load<{ reports: ReportListed[] }>(`/api/audits/${token}/reports`, signal)).reports,
    refetchInterval: query => (query.state.data?.some(isPrinting) ? WHILE_PRINTING_MS : OTHERWISE_MS),
  })
  return (
    <>
      {kinds.length > 0 && <Asking token={token} kinds={kinds} />}
      <Title order={2} mt={kinds.length > 0 ? 'lg' : 0} mb="xs">
        {t('list')}
      </Title>
      {reports.data ? (
        <Listed reports={reports.data} kinds={kinds} />
      ) : reports.error ? (
        <ErrorState error={reports.error} />
      ) : (
        <Waiting rows={3} />
      )}
    </>
  )
}

function Asking({ token, kinds }: { token: string; kinds: Kind[] }) {
  const { t, language: spoken } = useWords(words)
  const queries = useQueryClient()
  const [language, setLanguage] = useState<Language>(spoken)
  const [reason, setReason] = useState('')
  const request = useMutationOnce({
    mutationFn: (kind: Kind) =>
      ask('POST', `/api/audits/${token}/reports`, {
        kind,
        language,
        ...(kind === 'issued' && reason.trim() ? { reason: reason.trim() } : {}),
      }),
    onSuccess: () => {
      showNotice(t('asked'))
      return queries.invalidateQueries({ queryKey: ['reports', token] })
    },
  })
  return (
    <Paper withBorder p="md">
      <Text c="dimmed" mb="xs">
        {t('lead')}
      </Text>
      <Group align="flex-end">
        <NativeSelect
          label={t('language')}
          value={language}
          onChange={event => setLanguage(event.currentTarget.value as Language)}
          data={LANGUAGES.map(value => ({ value, label: t(`language.${value}`) }))}
        />
        {kinds.includes('issued') && (
          <TextInput
            label={t('reason')}
            maxLength={500}
            value={reason}
            onChange={event => setReason(event.currentTarget.value)}
            style={{ flex: '1 1 240px' }}
          />
        )}
        {kinds.map(kind => (
          <Button
            key={kind}
            variant={kind === 'issued' ? 'filled' : 'default'}
            loading={request.isPending && request.variables === kind}
            onClick={() => request.mutate(kind)}
          >
            {t(`ask.${kind}`)}
          </Button>
        ))}
      </Group>
      <Refused error={request.error ?? undefined} />
    </Paper>
  )
}

function Listed({ reports, kinds }: { reports: ReportListed[]; kinds: Kind[] }) {
  const { t } = useWords(words)
  if (reports.length === 0) return <EmptyState title={t('empty.title')}>{t(kinds.length > 0 ? 'empty.text' : 'empty.read')}</EmptyState>
  return reports.map(report => <ReportLine key={report.id} report={report} mayPrint={kinds.includes(report.kind)} />)
}
