import { Stack } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { ask } from '#kernel/ui/api.web.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { useMe } from '#kernel/ui/me.web.ts'
import { PageTitle } from '#kernel/ui/PageTitle.tsx'
import { QuickForm } from '#kernel/ui/QuickForm.tsx'
import { Waiting } from '#kernel/ui/Waiting.tsx'
import { words } from './account-words.ts'
import { PasskeyList } from './PasskeyList.tsx'
import { words as shared } from './words.ts'

/** One's own name, password and passkeys, and the name of the organisation for whoever runs it. */
export function Page() {
  const { t } = useWords(words)
  const { t: tell } = useWords(shared)
  const { data: me } = useMe()
  const rename = useRenaming()
  if (!me) return <Waiting />
  return (
    <Stack maw={720} gap={0}>
      <PageTitle mb="md">{tell('page.account')}</PageTitle>
      {me.by === 'session' && (
        <>
          <QuickForm
            title={t('account.you')}
            fields={[{ name: 'name', label: tell('own.name'), required: true, value: me.name }]}
            submit={t('account.save')}
            act={({ name }) => rename('/api/me', name, t('account.nameSaved', { name }))}
          />
          <PasswordForm />
          <PasskeyList name={me.name} />
        </>
      )}
      {me.permissions.includes('administer') && (
        <QuickForm
          title={tell('own.organisation')}
          fields={[{ name: 'name', label: t('account.organisationName'), required: true, value: me.organisation.name }]}
          submit={t('account.save')}
          act={({ name }) => rename('/api/organisation', name, t('account.organisationSaved', { name }))}
        />
      )}
    </Stack>
  )
}

function useRenaming() {
  const queries = useQueryClient()
  return async (path: string, name: string, said: string) => {
    await ask('PATCH', path, { name })
    await queries.invalidateQueries({ queryKey: ['me'] })
    return said
  }
}

function PasswordForm() {
  const { t } = useWords(words)
  const { t: tell } = useWords(shared)
  return (
    <QuickForm
      title={tell('own.password')}
      fields={[
        { name: 'currentPassword', label: t('account.currentPassword'), required: true, type: 'password' },
        { name: 'newPassword', label: t('account.newPassword'), required: true, type: 'password' },
      ]}
      submit={t('account.changePassword')}
      act={async passwords => {
        await ask('POST', '/api/auth/change-password', passwords)
        return t('account.passwordChanged')
      }}
    />
  )
}
