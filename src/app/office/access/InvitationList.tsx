import { instant } from '#kernel/ui/format.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { AccessTable } from './AccessTable.tsx'
import { type InvitationRow, useAccessList } from './access-data.web.ts'
import { InvitationForm } from './InvitationForm.tsx'
import { words } from './people-words.ts'
import { WithdrawButton } from './WithdrawButton.tsx'
import { words as shared } from './words.ts'

/** Links that were made and what became of them. */
export function InvitationList() {
  const { t } = useWords(words)
  const invitations = useAccessList<InvitationRow>('/api/invitations')
  const state = useInvitationState()
  const gives = useGives()
  const nameOf = (row: InvitationRow) => row.name ?? row.email ?? t('invitation.anyone')
  return (
    <>
      <InvitationForm />
      <AccessTable
        caption={t('people.invitations')}
        rows={invitations}
        keyOf={row => row.id}
        columns={[
          { head: t('invitation.to'), cell: nameOf },
          { head: t('invitation.gives'), cell: gives },
          { head: t('state'), cell: state },
          {
            head: t('people.acts'),
            end: 'acts',
            cell: row =>
              row.revokedAt === null &&
              (row.kind === 'room' || row.usedAt === null) && (
                <WithdrawButton path={`/api/invitations/${row.id}`} name={nameOf(row)} more={gives(row)} />
              ),
          },
        ]}
        empty={{ title: t('invitation.none'), text: t('invitation.noneText') }}
      />
    </>
  )
}

function useGives(): (row: InvitationRow) => string {
  const { t } = useWords(words)
  const { t: tell } = useWords(shared)
  return ({ kind, role, scope, title }) => {
    if (kind === 'password') return t('invitation.password')
    if (kind === 'member') return tell(`role.${role ?? 'viewer'}`)
    const may = tell(`scope.${scope ?? 'read'}`)
    return title === null ? may : t('invitation.audit', { title, may })
  }
}

function useInvitationState(): (row: InvitationRow) => string {
  const { t, language } = useWords(words)
  return ({ revokedAt, usedAt, expiresAt }) => {
    if (revokedAt !== null) return t('state.revoked', { date: instant(revokedAt, language) })
    if (usedAt !== null) return t('state.used', { date: instant(usedAt, language) })
    const date = instant(expiresAt, language)
    return Date.parse(expiresAt) < Date.now() ? t('state.expired', { date }) : t('state.waiting', { date })
  }
}
