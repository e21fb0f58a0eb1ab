import { Button, Group, NativeSelect, Paper, Stack, Text, TextInput, Title } from '@mantine/core'
import type { FormEvent } from 'react'
import type { Scope } from '#kernel/access/role.ts'
import { day } from '#kernel/ui/format.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { AccessTable } from './AccessTable.tsx'
import { type GrantRow, type PersonRow, useAccessAct, useAccessList } from './access-data.web.ts'
import { useScopeChoices } from './choices.web.ts'
import { InvitationForm } from './InvitationForm.tsx'
import { Invitations } from './InvitationList.tsx'
import { words } from './words.ts'

/** Who may come into one audit on top of the roles: links for those without an account, and grants to members, each with an end. */
export function AccessPanel({ room, title }: { room: string; title: string }) {
  const { t } = useWords(words)
  return (
    <Stack>
      <Title order={2}>{t('grants.title')}</Title>
      <Text c="dimmed">{t('grants.help')}</Text>
      <GrantList room={room} />
      <GrantForm room={room} />
      <InvitationForm room={room} title={title} />
      <Invitations path={`/api/invitations?room=${encodeURIComponent(room)}`} />
    </Stack>
  )
}

function GrantList({ room }: { room: string }) {
  const { t, language } = useWords(words)
  const path = `/api/rooms/${encodeURIComponent(room)}/grants`
  const grants = useAccessList<GrantRow>(path)
  const scopes = useScopeChoices()
  const act = useAccessAct()
  const change = ({ person, name, expiresAt }: GrantRow, scope: Scope) =>
    act('PUT', path, t('grants.given', { name }), { person, scope, expiresAt })
  return (
    <AccessTable
      caption={t('grants.title')}
      rows={grants}
      heads={[t('grants.person'), t('grants.scope'), t('grants.until'), t('people.acts')]}
      keyOf={row => row.person}
      empty={{ title: t('grants.none'), text: t('grants.help') }}
      cells={row => [
        row.name,
        <NativeSelect
          key="scope"
          aria-label={t('grants.scopeOf', { name: row.name })}
          data={scopes}
          value={row.scope}
          onChange={event => void change(row, event.currentTarget.value as Scope)}
        />,
        row.expiresAt === null ? t('grants.always') : day(row.expiresAt, language),
        <Button
          key="revoke"
          variant="default"
          size="xs"
          aria-label={t('revokeNamed', { name: row.name })}
          onClick={() => void act('DELETE', `${path}/${row.person}`, t('revoked', { name: row.name }))}
        >
          {t('revoke')}
        </Button>,
      ]}
    />
  )
}

function GrantForm({ room }: { room: string }) {
  const { t } = useWords(words)
  const people = useAccessList<PersonRow>('/api/people').data ?? []
  const scopes = useScopeChoices()
  const act = useAccessAct()
  const present = people.filter(person => person.leftAt === null)
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const { person, scope, until } = Object.fromEntries(new FormData(event.currentTarget))
    const name = present.find(one => one.person === person)?.name ?? ''
    // Until the end of the day that was chosen, as the person's own clock has it.
    const expiresAt = until ? new Date(`${String(until)}T23:59:59`).toISOString() : null
    void act('PUT', `/api/rooms/${encodeURIComponent(room)}/grants`, t('grants.given', { name }), { person, scope, expiresAt })
  }
  if (present.length === 0) return null
  return (
    <Paper component="form" withBorder p="md" onSubmit={onSubmit}>
      <Title order={3} size="h4" mb="xs">
        {t('grants.give')}
      </Title>
      <Group align="flex-end">
        <NativeSelect name="person" label={t('grants.person')} data={present.map(({ person, name }) => ({ value: person, label: name }))} />
        <NativeSelect name="scope" label={t('grants.scope')} data={scopes} />
        <TextInput name="until" type="date" label={t('grants.until')} />
        <Button type="submit">{t('grants.submit')}</Button>
      </Group>
    </Paper>
  )
}
