import { Button, Group, NativeSelect, NumberInput, Paper, TextInput, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ask } from '#kernel/ui/api.web.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { useMe } from './access-data.web.ts'
import { useRoleChoices, useScopeChoices } from './choices.web.ts'
import { Refused, useAct } from './Entrance.tsx'
import { ShownOnce } from './ShownOnce.tsx'
import { words } from './words.ts'

/** Makes a link: to one room when `room` is given, else to the organisation. */
export function InvitationForm({ room, title }: { room?: string; title?: string }) {
  const { t } = useWords(words)
  const queries = useQueryClient()
  const [address, setAddress] = useState<string>()
  const { busy, error, run } = useAct()
  const roles = useRoleChoices(useMe().data?.role)
  const scopes = useScopeChoices()
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const { days, ...texts } = Object.fromEntries(new FormData(event.currentTarget))
    const filled = Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== ''))
    const body = { ...filled, days: Number(days), ...(room === undefined ? {} : { room, ...(title === undefined ? {} : { title }) }) }
    run(async () => {
      setAddress((await ask<{ address: string }>('POST', '/api/invitations', body)).address)
      await queries.invalidateQueries({ queryKey: ['access'] })
    })
  }
  return (
    <>
      {address !== undefined && <ShownOnce kind="link" value={address} />}
      <Paper component="form" withBorder p="md" mb="md" onSubmit={onSubmit}>
        <Title order={2} size="h4" mb="xs">
          {room === undefined ? t('invite.title') : t('grants.link')}
        </Title>
        <Group align="flex-end">
          {room === undefined ? (
            <NativeSelect name="role" label={t('people.role')} data={roles} defaultValue="technician" />
          ) : (
            <NativeSelect name="scope" label={t('grants.scope')} data={scopes} defaultValue="write" />
          )}
          {room === undefined ? (
            <TextInput name="email" type="email" label={t('invite.email')} style={{ flex: '1 1 220px' }} />
          ) : (
            <TextInput name="name" label={t('grants.linkName')} style={{ flex: '1 1 220px' }} />
          )}
          <NumberInput name="days" label={t('invite.days')} defaultValue={7} min={1} max={366} allowDecimal={false} hideControls w={130} />
          <Button type="submit" loading={busy}>
            {t('invite.submit')}
          </Button>
        </Group>
        <Refused error={error} />
      </Paper>
    </>
  )
}
