import { Button, Group, Paper, Progress, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useMutationOnce } from '#kernel/ui/act-once.web.ts'
import { ask } from '#kernel/ui/api.web.ts'
import { instant } from '#kernel/ui/format.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { Refused } from '#kernel/ui/Refused.tsx'
import { words } from './office-words.ts'
import { isPrinting, type ReportListed } from './report-row.ts'

export function ReportLine({ report, mayPrint }: { report: ReportListed; mayPrint: boolean }) {
  const { t, language } = useWords(words)
  const name = report.kind === 'draft' ? t('kind.draft') : t('kind.issued', { revision: report.revision })
  const facts = [
    t(`language.${report.language}`),
    report.pages === null ? null : t('pages', { count: report.pages }),
    t('at', { number: report.number }),
    report.replaces === null ? null : t('replaces', { revision: report.replaces }),
    report.reason,
  ]
  return (
    <Paper withBorder p="md" mb="xs">
      <Group justify="space-between">
        <div>
          <Text fw={650}>{name}</Text>
          <Text size="sm" c="dimmed">
            {t('by', { who: report.by, when: instant(report.created_at, language) })} · {facts.filter(Boolean).join(' · ')}
          </Text>
        </div>
        {report.step === 'done' && (
          <Button
            component="a"
            variant="default"
            href={`/api/reports/${report.id}/pdf`}
            target="_blank"
            rel="noopener"
            aria-label={t('download.label', { name })}
          >
            {t('download')}
          </Button>
        )}
        {report.step === 'failed' && <Failed report={report} mayPrint={mayPrint} />}
        {isPrinting(report) && <Printing report={report} />}
      </Group>
    </Paper>
  )
}

/** What was frozen is kept: printing it once more takes no new revision. */
function Failed({ report, mayPrint }: { report: ReportListed; mayPrint: boolean }) {
  const { t } = useWords(words)
  const queries = useQueryClient()
  const again = useMutationOnce({
    mutationFn: () => ask('POST', `/api/reports/${report.id}/print`),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['reports'] }),
  })
  return (
    <div>
      <Group>
        <Text c="var(--mantine-color-error)">{t('step.failed')}</Text>
        {mayPrint && (
          <Button variant="default" loading={again.isPending} onClick={() => again.mutate()}>
            {t('again')}
          </Button>
        )}
      </Group>
      <Refused error={again.error ?? undefined} />
    </div>
  )
}

function Printing({ report }: { report: ReportListed }) {
  const { t } = useWords(words)
  const sentence = t('progress', { step: t(`step.${report.step}`) })
  return (
    <div className="progress" role="status">
      <Text size="sm">{sentence}</Text>
      <Progress value={Math.max(3, report.progress * 100)} aria-label={sentence} />
    </div>
  )
}
