import { Anchor, NativeSelect, Stack } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { usePhotosWaiting } from '#kernel/file/photos-waiting.web.ts'
import { modificationsIn } from '#kernel/sync/modifications.ts'
import { saveUnsent } from '#kernel/sync/unsent.web.ts'
import { ask } from '#kernel/ui/api.web.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import type { Me } from '#kernel/ui/me.web.ts'
import { saidRefusal } from '#kernel/ui/said-refusal.web.ts'
import { SignOutPanel } from './SignOutPanel.tsx'
import { useUnsent } from './unsent.web.ts'
import { words } from './words.ts'

/** In the menu of the person: the other organisations, the account, who has access, the way out. */
export function PersonAccess({ me, onLeave }: { me: Me; onLeave: () => void }) {
  const { t } = useWords(words)
  const unsent = useUnsent(me.person)
  return (
    <Stack>
      {me.organisations.length > 1 && <OrganisationChoice me={me} />}
      <Anchor component={Link} to="/account" className="row-link" onClick={onLeave}>
        {t('page.account')}
      </Anchor>
      {me.permissions.includes('access') && (
        <Anchor component={Link} to="/people" className="row-link" onClick={onLeave}>
          {t('page.people')}
        </Anchor>
      )}
      {me.permissions.includes('administer') && (
        <Anchor component={Link} to="/people/activity" className="row-link" onClick={onLeave}>
          {t('page.activity')}
        </Anchor>
      )}
      <SignOutPanel unsent={modificationsIn(unsent)} photos={usePhotosWaiting()} exportUnsent={() => void saveUnsent(me.person)} />
    </Stack>
  )
}

function OrganisationChoice({ me }: { me: Me }) {
  const { t } = useWords(words)
  const choose = (organisation: string) =>
    saidRefusal(async () => {
      await ask('PATCH', '/api/me', { organisation })
      location.assign('/')
    })
  return (
    <NativeSelect
      label={t('own.organisation')}
      data={me.organisations.map(({ id, name }) => ({ value: id, label: name }))}
      value={me.organisation.id}
      onChange={event => void choose(event.currentTarget.value)}
    />
  )
}
