import { Button } from '@mantine/core'
import { useState } from 'react'
import { signOutHere } from '#kernel/access/sign-out.web.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { LeftHereCount } from './LeftHereCount.tsx'
import { words } from './leaving-words.ts'
import { useLeftHere } from './left-here.web.ts'
import { startedSync } from './open-field-room.web.ts'
import { showErased } from './place.web.ts'

/** Hands the tablet over: says what only it has, offers it as files, then ends the session and erases everything. */
export function SignOut() {
  const { t } = useWords(words)
  const [open, setOpen] = useState(false)
  return (
    <div className="sign-out">
      {open ? (
        <Leaving />
      ) : (
        <Button variant="default" onClick={() => setOpen(true)}>
          {t('signOut')}
        </Button>
      )}
    </div>
  )
}

function Leaving() {
  const { t } = useWords(words)
  const left = useLeftHere()
  const [busy, setBusy] = useState(false)
  const leave = () => {
    setBusy(true)
    void signOut().then(told => (told ? location.replace('/sign-in') : showErased()))
  }
  if (!left) return null
  return (
    <section aria-label={t('signOut')} ref={bringInSight}>
      <p>{t('signOut.text')}</p>
      <p>{t('signOut.offline')}</p>
      <LeftHereCount left={left} />
      <div className="buttons">
        <Button loading={busy} onClick={leave}>
          {left.changes + left.photos > 0 ? t('signOut.anyway') : t('signOut.now')}
        </Button>
      </div>
    </section>
  )
}

/** On a phone the way out lies below what the screen shows. */
function bringInSight(section: HTMLElement | null): void {
  section?.scrollIntoView({ block: 'end' })
}

async function signOut(): Promise<boolean> {
  // The person may be unknown here without network: then there is no line to stop.
  const started = await startedSync().catch(() => undefined)
  await started?.sync.wipe()
  return signOutHere()
}
