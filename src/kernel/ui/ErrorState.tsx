import { Button, Paper, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { Refusal } from '#kernel/refusal.ts'
import { sentenceOf } from './api.web.ts'
import { useWords } from './i18n.web.ts'
import { words } from './words.ts'

interface Props {
  error: unknown
  /** When it is not that an act failed. */
  title?: string
  /** What stays safe, when it is more than "nothing was changed"; `null` when the sentence of the refusal says it. */
  kept?: string | null
  retry?: () => void
}

/** What happened, what was kept, what to do. */
export function ErrorState({ error, title, kept, retry }: Props) {
  const { t } = useWords(words)
  const refused = error instanceof Refusal
  return (
    <Paper withBorder p="lg" role="alert">
      <Stack gap="xs" align="flex-start">
        <IconAlertTriangle aria-hidden color="var(--mantine-color-error)" />
        <Title order={2} size="h3">
          {title ?? t('error.title')}
        </Title>
        <Text>{sentenceOf(error)}</Text>
        {kept !== null && <Text c="dimmed">{kept ?? t('error.kept')}</Text>}
        {refused && (
          <Text c="dimmed" size="sm">
            {t('error.reference', { code: error.code })}
          </Text>
        )}
        {retry && (
          <Button variant="default" onClick={retry}>
            {t('retry')}
          </Button>
        )}
      </Stack>
    </Paper>
  )
}
