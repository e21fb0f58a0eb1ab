import { Group, Progress, Text } from '@mantine/core'
import { percent } from '#kernel/ui/format.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { words } from './office-words.ts'

/** How many are judged, in figures first. */
export function ProgressBar({ done, total }: { done: number; total: number }) {
  const { t, language } = useWords(words)
  if (total === 0)
    return (
      <Text c="dimmed" className="together">
        {t('progress.none')}
      </Text>
    )
  const sentence = t('progress.of', { done, total })
  return (
    <div className="progress">
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text size="sm" className="together">
          {sentence}
        </Text>
        <Text size="sm" c="dimmed">
          {percent(done / total, language)}
        </Text>
      </Group>
      <Progress value={(done / total) * 100} size="sm" aria-label={sentence} />
    </div>
  )
}
