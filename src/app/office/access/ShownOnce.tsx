import { Alert, Button, Group, TextInput } from '@mantine/core'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { showNotice } from '#kernel/ui/notice.web.ts'
import { words } from './words.ts'

/** A secret that is shown a single time, ready to be copied. */
export function ShownOnce({ kind, value }: { kind: 'link' | 'key'; value: string }) {
  const { t } = useWords(words)
  const copy = () => void navigator.clipboard.writeText(value).then(() => showNotice(t(`${kind}.copied`)))
  return (
    <Alert title={t(`${kind}.once`)} mb="md">
      <Group align="flex-end">
        <TextInput
          label={t(`${kind}.label`)}
          value={value}
          readOnly
          onFocus={event => event.currentTarget.select()}
          style={{ flex: '1 1 320px' }}
        />
        {isSecureContext && <Button onClick={copy}>{t('link.copy')}</Button>}
      </Group>
    </Alert>
  )
}
