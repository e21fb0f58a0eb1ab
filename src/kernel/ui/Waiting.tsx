import { Skeleton, Stack, VisuallyHidden } from '@mantine/core'
import { useWords } from './i18n.web.ts'
import { words } from './words.ts'

/** Rows of the height of what is coming, so that nothing moves when it comes. */
export function Waiting({ rows = 6, height = 48 }: { rows?: number; height?: number }) {
  const { t } = useWords(words)
  return (
    <Stack gap={8} aria-busy="true">
      <VisuallyHidden role="status">{t('loading')}</VisuallyHidden>
      {[...Array(rows).keys()].map(row => (
        <Skeleton key={row} height={height} radius="sm" />
      ))}
    </Stack>
  )
}
