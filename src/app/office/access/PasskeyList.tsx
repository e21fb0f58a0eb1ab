import { Button, Group, Paper, Text, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useAct } from '#kernel/ui/act-once.web.ts'
import { ask, load } from '#kernel/ui/api.web.ts'
import { instant } from '#kernel/ui/format.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { showNotice } from '#kernel/ui/notice.web.ts'
import { Refused } from '#kernel/ui/Refused.tsx'
import { addPasskey, passkeysWork } from './passkey.web.ts'
import { words } from './passkey-words.ts'
import { words as shared } from './words.ts'

interface PasskeyRow {
  id: string
  name?: string | null
  createdAt: string
}

/** The passkeys of one's account: what signs in without a password, each taken away when its device is lost. */
export function PasskeyList({ name }: { name: string }) {
  const { t, language } = useWords(words)
  const { t: tell } = useWords(shared)
  const queries = useQueryClient()
  const { data, error } = useQuery({
    queryKey: ['passkeys'],
    queryFn: ({ signal }) => load<PasskeyRow[]>('/api/auth/passkey/list-user-passkeys', signal),
  })
  const change = useAct()
  const then = (act: () => Promise<unknown>, said: string) =>
    change.run(async () => {
      await act()
      await queries.invalidateQueries({ queryKey: ['passkeys'] })
      showNotice(said)
    })
  return (
    <Paper withBorder p="md" mb="md">
      <Title order={2}>{t('passkey.title')}</Title>
      {data?.length === 0 && <Text c="dimmed">{t('passkey.none')}</Text>}
      {data?.map(({ id, name: called, createdAt }) => {
        const since = t('passkey.since', { date: instant(createdAt, language) })
        return (
          <Group key={id} justify="space-between" mih={48}>
            <Text>{[called, since].filter(Boolean).join(' · ')}</Text>
            <Button
              variant="subtle"
              aria-label={tell('revokeNamed', { name: since })}
              onClick={() => then(() => ask('POST', '/api/auth/passkey/delete-passkey', { id }), t('passkey.withdrawn'))}
            >
              {tell('revoke')}
            </Button>
          </Group>
        )
      })}
      <Refused error={change.error ?? error ?? undefined} />
      {passkeysWork() ? (
        <Button mt="xs" variant="default" loading={change.busy} onClick={() => then(() => addPasskey(name), t('passkey.added'))}>
          {t('passkey.add')}
        </Button>
      ) : (
        <Text c="dimmed">{tell('passkeys.impossible')}</Text>
      )}
    </Paper>
  )
}
