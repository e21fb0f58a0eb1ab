import { Paper, Progress, Text } from '@mantine/core'
import { useWords } from '#kernel/ui/i18n.web.ts'
import type { ImportProgress } from './import-progress.ts'
import type { ImportRun } from './import-under-way.web.ts'
import { words } from './office-words.ts'

/** How far the work is, and whether the page may be left. */
export function RunProgress({ run: { work, received, progress }, names }: { run: ImportRun; names: string[] }) {
  const { t } = useWords(words)
  return (
    <Paper withBorder p="lg" mb="md" role="status">
      <Text fw={650}>{t(received ? `run.${work}` : 'run.sending', { names: names.join(', ') })}</Text>
      <Text c="dimmed" mb="sm">
        {t(received ? `run.${work}.leave` : 'run.sending.stay')}
      </Text>
      {progress && progress.ofModules > 0 ? <Count progress={progress} /> : <Progress value={100} animated aria-hidden />}
    </Paper>
  )
}

function Count({ progress: { audits, ofAudits, modules, ofModules } }: { progress: ImportProgress }) {
  const { t } = useWords(words)
  const sentence = `${t('run.audits', { audits, count: ofAudits })} · ${t('run.modules', { modules, count: ofModules })}`
  return (
    <>
      <Text size="sm">{sentence}</Text>
      <Progress value={(modules / ofModules) * 100} animated={audits < ofAudits} aria-label={sentence} />
    </>
  )
}
