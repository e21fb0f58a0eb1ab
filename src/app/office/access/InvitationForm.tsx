import { Button, Group, NativeSelect, NumberInput, Paper, TextInput, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useAct } from '#kernel/ui/act-once.web.ts'
import { ask } from '#kernel/ui/api.web.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { useMe } from '#kernel/ui/me.web.ts'
import { Refused } from '#kernel/ui/Refused.tsx'
import { useRoleChoices } from './choices.web.ts'
import { words } from './people-words.ts'
import { ShownOnce } from './ShownOnce.tsx'

/** Makes a link to the organisation. */
export function InvitationForm() {
  const { t } = useWords(words)
  const queries = useQueryClient()
  const [address, setAddress] = useState<string>()
  const { busy, error, run } = useAct()
  const roles = useRoleChoices(useMe().data?.role)
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const { days, ...texts } = Object.fromEntries(new FormData(event.currentTarget))
    const filled = Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== ''))
    const body = { ...filled, days: Number(days) }
    run(async () => {
      setAddress((await ask<{ address: string }>('POST', '/api/invitations', body)).address)
      await queries.invalidateQueries({ queryKey: ['access'] })
    })
  }
  return (
    <>
      {address !== undefined && <ShownOnce kind="link" value={address} />}
      <Paper component="form" withBorder p="md" mb="md" onSubmit={onSubmit}>
        <Title order={2} mb="xs">
          {t('invite.title')}
        </Title>
        <Group align="flex-end">
          {/* Drawn anew when it is known which roles one can give, or the browser would slide the choice to another role. */}
          <NativeSelect key={roles.length} name="role" label={t('people.role')} data={roles} defaultValue="technician" />
          <TextInput name="email" type="email" label={t('invite.email')} style={{ flex: '1 1 220px' }} />
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
