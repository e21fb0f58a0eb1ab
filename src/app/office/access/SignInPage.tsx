import { Button, Stack, Text, TextInput } from '@mantine/core'
import { IconFingerprint } from '@tabler/icons-react'
import type { FormEvent } from 'react'
import { useAct } from '#kernel/ui/act-once.web.ts'
import { ask } from '#kernel/ui/api.web.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { Refused } from '#kernel/ui/Refused.tsx'
import { Entrance } from './Entrance.tsx'
import { words } from './entrance-words.ts'
import { passkeysWork, signInWithPasskey } from './passkey.web.ts'
import { pageAfterSignIn } from './signed-out.web.ts'
import { words as shared } from './words.ts'

const WHYS = ['device-revoked', 'session-ended', 'link-expired', 'link-revoked', 'no-organisation'] as const

export function Page() {
  const { t } = useWords(words)
  const { t: tell } = useWords(shared)
  const { busy, error, run } = useAct()
  const why = WHYS.find(known => known === new URLSearchParams(location.search).get('why'))
  const enter = (act: () => Promise<unknown>) =>
    run(async () => {
      await act()
      location.replace(pageAfterSignIn())
    })
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const { email, password } = Object.fromEntries(new FormData(event.currentTarget))
    enter(() => ask('POST', '/api/auth/sign-in/email', { email, password }))
  }
  return (
    <Entrance title={t('signIn.title')}>
      {why && <Text role="status">{t(`why.${why}`)}</Text>}
      <form onSubmit={onSubmit}>
        <Stack>
          <TextInput name="email" type="email" label={tell('own.email')} autoComplete="username webauthn" required data-autofocus />
          <TextInput name="password" type="password" label={tell('own.password')} autoComplete="current-password" required />
          <Refused error={error} />
          <Button type="submit" loading={busy}>
            {t('signIn.submit')}
          </Button>
        </Stack>
      </form>
      <Text c="dimmed" ta="center">
        {t('signIn.or')}
      </Text>
      <Button
        variant="default"
        leftSection={<IconFingerprint size={20} aria-hidden />}
        onClick={() => enter(signInWithPasskey)}
        disabled={!passkeysWork()}
      >
        {t('signIn.passkey')}
      </Button>
      {!passkeysWork() && (
        <Text c="dimmed" size="sm">
          {tell('passkeys.impossible')}
        </Text>
      )}
      <Text c="dimmed" size="sm">
        {t('signIn.help')}
      </Text>
    </Entrance>
  )
}
