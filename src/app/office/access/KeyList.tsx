import { Button, Group, NativeSelect, Paper, TextInput, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useAct } from '#kernel/ui/act-once.web.ts'
import { ask } from '#kernel/ui/api.web.ts'
import { instant } from '#kernel/ui/format.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { useMe } from '#kernel/ui/me.web.ts'
import { Refused } from '#kernel/ui/Refused.tsx'
import { AccessTable } from './AccessTable.tsx'
import { type KeyRow, useAccessList } from './access-data.web.ts'
import { useRoleChoices } from './choices.web.ts'
import { words } from './people-words.ts'
import { ShownOnce } from './ShownOnce.tsx'
import { WithdrawButton } from './WithdrawButton.tsx'
import { words as shared } from './words.ts'

export function KeyList() {
  const { t, language } = useWords(words)
  const { t: tell } = useWords(shared)
  const keys = useAccessList<KeyRow>('/api/keys')
  return (
    <>
      <KeyForm />
      <AccessTable
        caption={t('people.keys')}
        rows={keys}
        keyOf={row => row.id}
        columns={[
          { head: t('key.name'), cell: row => row.name },
          { head: t('people.role'), cell: row => tell(`role.${row.role}`) },
          { head: t('key.used'), cell: row => (row.lastUsedAt === null ? t('key.never') : instant(row.lastUsedAt, language)) },
          {
            head: t('state'),
            cell: row => (row.revokedAt === null ? t('state.active') : t('state.revoked', { date: instant(row.revokedAt, language) })),
          },
          {
            head: t('people.acts'),
            end: 'acts',
            cell: row => row.revokedAt === null && <WithdrawButton path={`/api/keys/${row.id}`} name={row.name} />,
          },
        ]}
        empty={{ title: t('key.none'), text: t('key.noneText') }}
      />
    </>
  )
}

function KeyForm() {
  const { t } = useWords(words)
  const queries = useQueryClient()
  const [key, setKey] = useState<string>()
  const { busy, error, run } = useAct()
  const roles = useRoleChoices(useMe().data?.role)
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const { name, role } = Object.fromEntries(new FormData(event.currentTarget))
    run(async () => {
      setKey((await ask<{ key: string }>('POST', '/api/keys', { name, role })).key)
      await queries.invalidateQueries({ queryKey: ['access'] })
    })
  }
  return (
    <>
      {key !== undefined && <ShownOnce kind="key" value={key} />}
      <Paper component="form" withBorder p="md" mb="md" onSubmit={onSubmit}>
        <Title order={2} mb="xs">
          {t('key.title')}
        </Title>
        <Group align="flex-end">
          <TextInput name="name" label={t('key.name')} required style={{ flex: '1 1 220px' }} />
          {/* Drawn anew when it is known which roles one can give, or the browser would slide the choice to another role. */}
          <NativeSelect key={roles.length} name="role" label={t('people.role')} data={roles} defaultValue="viewer" />
          <Button type="submit" loading={busy}>
            {t('key.submit')}
          </Button>
        </Group>
        <Refused error={error} />
      </Paper>
    </>
  )
}
