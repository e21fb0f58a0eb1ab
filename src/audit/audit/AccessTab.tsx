import { Button, Paper, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Scope } from '#kernel/access/role.ts'
import { ask, load, sentenceOf } from '#kernel/ui/api.web.ts'
import { CardTable } from '#kernel/ui/CardTable.tsx'
import { ErrorState } from '#kernel/ui/ErrorState.tsx'
import { day } from '#kernel/ui/format.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { showNotice } from '#kernel/ui/notice.web.ts'
import { Waiting } from '#kernel/ui/Waiting.tsx'
import { words } from './access-words.ts'
import { InvitationForm } from './InvitationForm.tsx'
import { useOpenAudit } from './open-audit.web.ts'

interface Invitation {
  id: string
  scope: Scope | null
  title: string | null
  name: string | null
  expiresAt: string
  usedAt?: string | null
  revokedAt?: string | null
}

interface Grant {
  person: string
  name: string
  scope: Scope
  expiresAt: string | null
}

/** Who may come into this audit, beside the people of the organisation. */
export function AccessTab() {
  const { token } = useOpenAudit()
  const invitations = useQuery({
    queryKey: ['invitations', token],
    queryFn: ({ signal }) => load<Invitation[]>(`/api/invitations?room=${encodeURIComponent(token)}`, signal),
  })
  const grants = useQuery({
    queryKey: ['grants', token],
    queryFn: ({ signal }) => load<Grant[]>(`/api/rooms/${encodeURIComponent(token)}/grants`, signal),
  })
  const error = invitations.error ?? grants.error
  if (error) return <ErrorState error={error} />
  if (!invitations.data || !grants.data) return <Waiting />
  return (
    <>
      <InvitationForm room={token} />
      <Links invitations={invitations.data} />
      <People grants={grants.data} room={token} />
    </>
  )
}

function Links({ invitations }: { invitations: Invitation[] }) {
  const { t, language } = useWords(words)
  const nameOf = (link: Invitation) => link.title ?? link.name ?? t('nameless')
  return (
    <Paper withBorder p="md" mt="md">
      <Title order={2}>{t('links')}</Title>
      {invitations.length === 0 ? (
        <Text c="dimmed">{t('links.none')}</Text>
      ) : (
        <CardTable
          caption={t('links')}
          rows={invitations}
          keyOf={link => link.id}
          columns={[
            { head: t('title'), cell: nameOf },
            { head: t('may'), cell: link => t(`scope.${link.scope ?? 'read'}`) },
            { head: t('ends'), cell: link => day(link.expiresAt, language) },
            { head: t('link.state'), cell: link => t(`link.${stateOf(link, Date.now())}`) },
            {
              head: t('acts'),
              end: 'acts',
              cell: link =>
                stateOf(link, Date.now()) !== 'revoked' && (
                  <Withdraw
                    path={`/api/invitations/${link.id}`}
                    label={t('revoke.link', { name: nameOf(link) })}
                    said={t('revoked.link', { name: nameOf(link) })}
                  />
                ),
            },
          ]}
        />
      )}
    </Paper>
  )
}

function stateOf(link: Invitation, now: number): 'waiting' | 'used' | 'revoked' | 'expired' {
  if (link.revokedAt) return 'revoked'
  if (link.usedAt) return 'used'
  return Date.parse(link.expiresAt) < now ? 'expired' : 'waiting'
}

function People({ grants, room }: { grants: Grant[]; room: string }) {
  const { t, language } = useWords(words)
  return (
    <Paper withBorder p="md" mt="md">
      <Title order={2}>{t('people')}</Title>
      {grants.length === 0 ? (
        <Text c="dimmed">{t('people.none')}</Text>
      ) : (
        <CardTable
          caption={t('people')}
          rows={grants}
          keyOf={({ person }) => person}
          columns={[
            { head: t('person'), cell: ({ name }) => name },
            { head: t('may'), cell: ({ scope }) => t(`scope.${scope}`) },
            { head: t('ends'), cell: ({ expiresAt }) => (expiresAt === null ? t('forever') : day(expiresAt, language)) },
            {
              head: t('acts'),
              end: 'acts',
              cell: ({ person, name }) => (
                <Withdraw
                  path={`/api/rooms/${encodeURIComponent(room)}/grants/${person}`}
                  label={t('revoke.access', { name })}
                  said={t('revoked.access', { name })}
                />
              ),
            },
          ]}
        />
      )}
    </Paper>
  )
}

/** Ends a link or an access on the server, says it, and reads the lists again. */
function Withdraw({ path, label, said }: { path: string; label: string; said: string }) {
  const { t } = useWords(words)
  const queries = useQueryClient()
  const withdrawal = useMutation({
    mutationFn: () => ask('DELETE', path),
    onSuccess: () => {
      showNotice(said)
      void queries.invalidateQueries({ queryKey: ['invitations'] })
      void queries.invalidateQueries({ queryKey: ['grants'] })
    },
    onError: error => showNotice(sentenceOf(error), { tone: 'refused' }),
  })
  return (
    <Button variant="subtle" aria-label={label} onClick={() => withdrawal.mutate()}>
      {t('revoke')}
    </Button>
  )
}
