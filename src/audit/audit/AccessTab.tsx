import { Paper, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Scope } from '#kernel/access/role.ts'
import { ask, load, sentenceOf } from '#kernel/ui/api.web.ts'
import { ErrorState } from '#kernel/ui/ErrorState.tsx'
import { day } from '#kernel/ui/format.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { showNotice } from '#kernel/ui/notice.web.ts'
import { Waiting } from '#kernel/ui/Waiting.tsx'
import { AccessLines } from './AccessLines.tsx'
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

/** Takes something back on the server, says it, and reads the lists again. */
function useTaking(path: (id: string) => string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async ({ id, said }: { id: string; said: string }) => {
      await ask('DELETE', path(id))
      return said
    },
    onSuccess: said => {
      showNotice(said)
      void queries.invalidateQueries({ queryKey: ['invitations'] })
      void queries.invalidateQueries({ queryKey: ['grants'] })
    },
    onError: error => showNotice(sentenceOf(error), { tone: 'refused' }),
  })
}

function Links({ invitations }: { invitations: Invitation[] }) {
  const { t, language } = useWords(words)
  const revoke = useTaking(id => `/api/invitations/${id}`)
  const lines = invitations.map(link => {
    const name = link.title ?? link.name ?? t('nameless')
    const state = stateOf(link, Date.now())
    const act = {
      does: t('revoke'),
      label: t('revoke.label', { name }),
      run: () => revoke.mutate({ id: link.id, said: t('revoked', { name }) }),
    }
    return {
      id: link.id,
      cells: [name, t(`scope.${link.scope ?? 'read'}`), day(link.expiresAt, language), t(`link.${state}`)],
      act: state === 'revoked' ? null : act,
    }
  })
  return (
    <Paper withBorder p="md" mt="md">
      <Title order={2}>{t('links')}</Title>
      {lines.length === 0 ? (
        <Text c="dimmed">{t('links.none')}</Text>
      ) : (
        <AccessLines heads={[t('title'), t('may'), t('ends'), t('link.state')]} lines={lines} />
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
  const take = useTaking(person => `/api/rooms/${encodeURIComponent(room)}/grants/${person}`)
  const heads = [t('person'), t('may'), t('ends')]
  return (
    <Paper withBorder p="md" mt="md">
      <Title order={2}>{t('people')}</Title>
      {grants.length === 0 ? (
        <Text c="dimmed">{t('people.none')}</Text>
      ) : (
        <AccessLines
          heads={heads}
          lines={grants.map(({ person, name, scope, expiresAt }) => ({
            id: person,
            cells: [name, t(`scope.${scope}`), expiresAt === null ? t('forever') : day(expiresAt, language)],
            act: {
              does: t('take'),
              label: t('take.label', { name }),
              run: () => take.mutate({ id: person, said: t('taken', { name }) }),
            },
          }))}
        />
      )}
    </Paper>
  )
}
