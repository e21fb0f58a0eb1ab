import { Button, Group, Paper, Text, Title } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { ErrorState } from '#kernel/ui/ErrorState.tsx'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { verifyHistory } from './history.web.ts'
import { words } from './history-words.ts'
import { useOpenAudit } from './open-audit.web.ts'

/** What the history is worth: anybody may have it recomputed. */
export function HistoryChain() {
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
              {t('head', { head: answer.head })}
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
