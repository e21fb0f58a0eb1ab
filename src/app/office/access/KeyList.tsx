import { Button, Group, NativeSelect, Paper, TextInput, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ask } from '#kernel/ui/api.web.ts'
import { instant } from '#kernel/ui/format.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { useMe } from '#kernel/ui/me.web.ts'
import { Refused } from '#kernel/ui/Refused.tsx'
import { AccessTable } from './AccessTable.tsx'
import { type KeyRow, useAccessAct, useAccessList } from './access-data.web.ts'
import { useRoleChoices } from './choices.web.ts'
import { useAct } from './Entrance.tsx'
import { ShownOnce } from './ShownOnce.tsx'
import { words } from './words.ts'

export function KeyList() {
  const { t, language } = useWords(words)
  const keys = useAccessList<KeyRow>('/api/keys')
  const act = useAccessAct()
  return (
    <>
      <KeyForm />
      <AccessTable
        caption={t('people.keys')}
        rows={keys}
        heads={[t('key.name'), t('people.role'), t('key.used'), t('state'), t('people.acts')]}
        keyOf={row => row.id}
        empty={{ title: t('key.none'), text: t('key.noneText') }}
        cells={row => [
          row.name,
          t(`role.${row.role}`),
          row.lastUsedAt === null ? t('key.never') : instant(row.lastUsedAt, language),
          row.revokedAt === null ? t('state.active') : t('state.revoked', { date: instant(row.revokedAt, language) }),
          row.revokedAt === null ? (
            <Button
              key="revoke"
              variant="default"
              aria-label={t('revokeNamed', { name: row.name })}
              onClick={() => void act('DELETE', `/api/keys/${row.id}`, t('revoked', { name: row.name }))}
            >
              {t('revoke')}
            </Button>
          ) : (
            ''
          ),
        ]}
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
        <Title order={2} size="h4" mb="xs">
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
