import { Text } from '@mantine/core'
import { sentenceOf } from './api.web.ts'
import { useWords } from './i18n.web.ts'
import { words } from './words.ts'

/** The sentence of what was refused under a form, read out when it appears. */
export function Refused({ error }: { error: unknown }) {
  useWords(words)
  if (error === undefined) return null
  return (
    <Text c="var(--mantine-color-error)" mt="xs" role="alert">
      {sentenceOf(error)}
    </Text>
  )
}
