import { Button, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Role, Scope } from '#kernel/access/role.ts'
import { useAct } from '#kernel/ui/act-once.web.ts'
import { ask } from '#kernel/ui/api.web.ts'
import { EmptyState } from '#kernel/ui/EmptyState.tsx'
import { day } from '#kernel/ui/format.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { Refused } from '#kernel/ui/Refused.tsx'
import { Waiting } from '#kernel/ui/Waiting.tsx'
import { Entrance } from './Entrance.tsx'
import { words } from './entrance-words.ts'
import { words as shared } from './words.ts'

interface Offer {
  kind: 'member' | 'room' | 'password'
  organisation: string
  first: boolean
  role: Role | null
  scope: Scope | null
  title: string | null
  email: string | null
  name: string | null
  expiresAt: string
  account: { name: string; email: string } | null
}

export function Page() {
  const { t } = useWords(words)
  // The secret leaves the address as soon as it is read, so that it stays in no history and on no screenshot.
  const [token] = useState(takeToken)
  const offer = useQuery({
    queryKey: ['join'],
    queryFn: () => ask<Offer>('POST', '/api/invitations/look', { token }),
    enabled: token !== '',
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (token === '') {
    return (
      <Entrance title={t('join.title')}>
        <EmptyState title={t('join.nothing')}>{t('join.nothingText')}</EmptyState>
      </Entrance>
    )
  }
  return (
    <Entrance title={t('join.title')}>
      {offer.data ? (
        <JoinForm token={token} offer={offer.data} />
      ) : offer.error ? (
        <Refused error={offer.error} />
      ) : (
        <Waiting rows={3} height={64} />
      )}
    </Entrance>
  )
}

function takeToken(): string {
  const token = location.hash.slice(1)
  if (token !== '') history.replaceState(history.state, '', location.pathname)
  return token
}

function JoinForm({ token, offer }: { token: string; offer: Offer }) {
  const { t, language } = useWords(words)
  const { busy, error, run } = useAct()
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const filled = Object.entries(Object.fromEntries(new FormData(event.currentTarget))).filter(([, value]) => value !== '')
    run(async () => {
      const { room } = await ask<{ room: string | null }>('POST', '/api/invitations/exchange', { token, ...Object.fromEntries(filled) })
      location.replace(room === null ? '/' : `/field/audit/${encodeURIComponent(room)}`)
    })
  }
  return (
    <form onSubmit={onSubmit}>
      <Stack>
        <Text>{useOfferSentence(offer)}</Text>
        <Text c="dimmed" size="sm">
          {t('join.until', { date: day(offer.expiresAt, language) })}
        </Text>
        {offer.account && offer.kind !== 'password' ? (
          <Text>{t('join.as', { name: offer.account.name, email: offer.account.email })}</Text>
        ) : (
          <JoinFields offer={offer} />
        )}
        {offer.kind === 'room' && <Text size="sm">{t('join.keeps')}</Text>}
        <Refused error={error} />
        <Button type="submit" size="md" loading={busy}>
          {t('join.submit')}
        </Button>
      </Stack>
    </form>
  )
}

function useOfferSentence({ kind, organisation, first, role, scope, title }: Offer): string {
  const { t } = useWords(words)
  const { t: tell } = useWords(shared)
  if (kind === 'password') return t('join.password', { organisation })
  if (kind === 'member' && first && role === 'owner') return t('join.first', { organisation })
  if (kind === 'member') return t('join.member', { organisation, role: tell(`role.${role ?? 'viewer'}`) })
  const may = tell(`scope.${scope ?? 'read'}`)
  return title === null ? t('join.room', { organisation, scope: may }) : t('join.roomTitled', { organisation, title, scope: may })
}

function JoinFields({ offer }: { offer: Offer }) {
  const { t } = useWords(words)
  const { t: tell } = useWords(shared)
  return (
    <>
      {offer.kind !== 'password' && (
        <TextInput
          name="name"
          label={tell('own.name')}
          description={t('join.nameHelp')}
          defaultValue={offer.name ?? ''}
          autoComplete="name"
          required
        />
      )}
      {offer.kind === 'room' && <TextInput name="device" label={t('join.device')} description={t('join.deviceHelp')} />}
      {offer.kind === 'member' && offer.email === null && (
        <TextInput name="email" type="email" label={tell('own.email')} autoComplete="username" required />
      )}
      {offer.kind === 'member' && offer.email !== null && <Text>{offer.email}</Text>}
      {offer.kind !== 'room' && (
        <TextInput
          name="password"
          type="password"
          label={tell('own.password.choose')}
          description={tell('own.password.help')}
          autoComplete="new-password"
          minLength={8}
          required
        />
      )}
    </>
  )
}
