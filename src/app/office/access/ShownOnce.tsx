import { Alert } from '@mantine/core'
import { CopyField } from '#kernel/ui/CopyField.tsx'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { words } from './people-words.ts'

/** A secret that is shown a single time, ready to be copied. */
export function ShownOnce({ kind, value }: { kind: 'link' | 'key'; value: string }) {
  const { t } = useWords(words)
  return (
    <Alert title={t(`${kind}.once`)} mb="md">
      <CopyField label={t(`${kind}.label`)} value={value} copy={t('link.copy')} copied={t(`${kind}.copied`)} />
    </Alert>
  )
}
