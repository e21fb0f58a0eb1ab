import { Button, Stack, Text } from '@mantine/core'
import { wipeDevice } from '#kernel/access/wipe.web.ts'
import { useAct } from '#kernel/ui/act-once.web.ts'
import { ask } from '#kernel/ui/api.web.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { Refused } from '#kernel/ui/Refused.tsx'
import { words } from './sign-out-words.ts'

interface Props {
  /** Changes that exist on this device alone. */
  unsent: number
  /** Photos that exist on this device alone. */
  photos: number
  /** Saves them to a file. */
  exportUnsent(): void
}

/** Ends the session and erases what the device keeps. Work that was never sent is counted and offered as a file first. */
export function SignOutPanel({ unsent, photos, exportUnsent }: Props) {
  const { t } = useWords(words)
  const { busy, error, run } = useAct()
  const signOut = () =>
    run(async () => {
      await ask('POST', '/api/auth/sign-out')
      await wipeDevice()
      location.replace('/sign-in')
    })
  return (
    <Stack gap="xs">
      <Text size="sm">{t('signOut.text')}</Text>
      {unsent > 0 && (
        <Text fw={600} role="alert">
          {t('signOut.unsent', { count: unsent })}
        </Text>
      )}
      {photos > 0 && (
        <Text fw={600} role="alert">
          {t('signOut.photos', { count: photos })}
        </Text>
      )}
      {unsent > 0 && <Button onClick={exportUnsent}>{t('signOut.export')}</Button>}
      <Refused error={error} />
      <Button variant="default" loading={busy} onClick={signOut}>
        {unsent + photos > 0 ? t('signOut.anyway') : t('signOut.submit')}
      </Button>
    </Stack>
  )
}
