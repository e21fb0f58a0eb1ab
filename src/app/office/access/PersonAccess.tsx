import { Anchor, Button, NativeSelect, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { ask } from '#kernel/ui/api.web.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import type { Me } from '#kernel/ui/me.web.ts'
import { showNotice } from '#kernel/ui/notice.web.ts'
import { Refused, useAct } from './Entrance.tsx'
import { addPasskey, passkeysWork } from './passkey.web.ts'
import { SignOutPanel } from './SignOutPanel.tsx'
import { saveUnsent, useUnsent } from './unsent.web.ts'
import { words } from './words.ts'

/** In the menu of the person: who they are here, the other organisations, passkeys, who has access, the way out. */
export function PersonAccess({ me, onLeave }: { me: Me; onLeave: () => void }) {
  const { t } = useWords(words)
  const unsent = useUnsent(me.person)
  return (
    <Stack>
      <Text c="dimmed">{t(`role.${me.role}`)}</Text>
      {me.organisations.length > 1 && <OrganisationChoice me={me} />}
      {me.permissions.includes('access') && (
        <Anchor component={Link} to="/people" className="row-link" onClick={onLeave}>
          {t('people.title')}
        </Anchor>
      )}
      {me.permissions.includes('administer') && (
        <Anchor component={Link} to="/people/activity" className="row-link" onClick={onLeave}>
          {t('activity.title')}
        </Anchor>
      )}
      {me.by === 'session' && passkeysWork() && <PasskeyButton name={me.name} />}
      <SignOutPanel unsent={unsent.length} exportUnsent={() => saveUnsent(unsent)} />
    </Stack>
  )
}

function OrganisationChoice({ me }: { me: Me }) {
  const { t } = useWords(words)
  const choose = async (organisation: string) => {
    await ask('PATCH', '/api/me', { organisation })
    location.assign('/')
  }
  return (
    <NativeSelect
      label={t('account.organisation')}
      data={me.organisations.map(({ id, name }) => ({ value: id, label: name }))}
      value={me.organisation.id}
      onChange={event => void choose(event.currentTarget.value)}
    />
  )
}

function PasskeyButton({ name }: { name: string }) {
  const { t } = useWords(words)
  const { busy, error, run } = useAct()
  const add = () =>
    run(async () => {
      await addPasskey(name)
      showNotice(t('account.passkeyAdded'))
    })
  return (
    <>
      <Button variant="default" loading={busy} onClick={add}>
        {t('account.addPasskey')}
      </Button>
      <Refused error={error} />
    </>
  )
}
