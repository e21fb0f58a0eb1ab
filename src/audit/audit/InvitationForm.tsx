import { Alert, Button, Group, NativeSelect, Paper, Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { SCOPES, type Scope } from '#kernel/access/role.ts'
import { useMutationOnce } from '#kernel/ui/act-once.web.ts'
import { ask } from '#kernel/ui/api.web.ts'
import { CopyField } from '#kernel/ui/CopyField.tsx'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { Refused } from '#kernel/ui/Refused.tsx'
import { WholeNumber } from '#kernel/ui/WholeNumber.tsx'
import { wholeNumber } from '#kernel/ui/whole-number.ts'
import { words } from './access-words.ts'

const MOST_DAYS = 366

/** Makes a link to one audit; its address is shown this once. */
export function InvitationForm({ room }: { room: string }) {
  const { t } = useWords(words)
  const queries = useQueryClient()
  const [scope, setScope] = useState<Scope>('write')
  const [title, setTitle] = useState('')
  const [days, setDays] = useState<number | string>(7)
  const make = useMutationOnce({
    mutationFn: () =>
      ask<{ address: string }>('POST', '/api/invitations', {
        room,
        scope,
        days: Number(days),
        ...(title.trim() ? { title: title.trim() } : {}),
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['invitations'] }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    make.mutate()
  }
  return (
    <Paper withBorder p="md" component="form" onSubmit={submit}>
      <Text c="dimmed" mb="xs">
        {t('lead')}
      </Text>
      <Group align="flex-end">
        <TextInput
          label={t('title')}
          maxLength={200}
          value={title}
          onChange={event => setTitle(event.currentTarget.value)}
          style={{ flex: '1 1 200px' }}
        />
        <NativeSelect
          label={t('scope')}
          value={scope}
          onChange={event => setScope(event.currentTarget.value as Scope)}
          data={SCOPES.map(value => ({ value, label: t(`scope.${value}`) }))}
        />
        <WholeNumber label={t('days')} max={MOST_DAYS} value={days} onChange={setDays} w={150} />
        <Button type="submit" loading={make.isPending} disabled={wholeNumber(days, MOST_DAYS) === null}>
          {t('make')}
        </Button>
      </Group>
      <Text c="dimmed" size="sm" mt="xs" role="status">
        {t(`scope.${scope}.text`)}
      </Text>
      {make.data && (
        <Alert mt="md">
          <CopyField label={t('address')} value={make.data.address} copy={t('copy')} copied={t('copied')} />
        </Alert>
      )}
      <Refused error={make.error ?? undefined} />
    </Paper>
  )
}
