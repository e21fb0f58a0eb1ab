import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { wipeDevice } from '#kernel/access/wipe.web.ts'
import { waitingFiles, waitingPhoto } from '#kernel/file/upload.web.ts'
import { Refusal } from '#kernel/refusal.ts'
import { ask, sentenceOf } from '#kernel/ui/api.web.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { startedSync } from './open-field-room.web.ts'
import { saveAsFile, saveNamed } from './save-file.web.ts'
import { words } from './words.ts'

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
  const [refusal, setRefusal] = useState<Refusal>()
  const [busy, setBusy] = useState(false)
  const leave = () => {
    setBusy(true)
    signOut().catch((error: unknown) => {
      setBusy(false)
      if (!(error instanceof Refusal)) throw error
      setRefusal(error)
    })
  }
  if (!left) return null
  const some = left.changes + left.photos > 0
  return (
    <section aria-label={t('signOut')}>
      <p>{t('signOut.text')}</p>
      {left.changes > 0 && <p className="warning">{t('signOut.changes', { count: left.changes })}</p>}
      {left.photos > 0 && <p className="warning">{t('signOut.photos', { count: left.photos })}</p>}
      {refusal && (
        <p className="warning" role="alert">
          {sentenceOf(refusal)}
        </p>
      )}
      <div className="buttons">
        {left.changes > 0 && (
          <Button variant="default" onClick={() => void exportChanges()}>
            {t('health.export')}
          </Button>
        )}
        {left.photos > 0 && (
          <Button variant="default" onClick={() => void exportPhotos()}>
            {t('signOut.savePhotos')}
          </Button>
        )}
        <Button loading={busy} onClick={leave}>
          {some ? t('signOut.anyway') : t('signOut.now')}
        </Button>
      </div>
    </section>
  )
}

/** What only this tablet has, of every audit; `undefined` until it is counted. */
function useLeftHere(): { changes: number; photos: number } | undefined {
  const [left, setLeft] = useState<{ changes: number; photos: number }>()
  useEffect(() => {
    const count = async () => {
      const [{ sync }, files] = await Promise.all([startedSync(), waitingFiles()])
      setLeft({ changes: await sync.unsent(), photos: files.length })
    }
    void count()
  }, [])
  return left
}

async function exportChanges(): Promise<void> {
  saveAsFile(await (await startedSync()).sync.exportQueue())
}

async function exportPhotos(): Promise<void> {
  for (const { hash, name } of await waitingFiles()) {
    const photo = await waitingPhoto(hash)
    if (photo) saveNamed(photo, name)
  }
}

async function signOut(): Promise<void> {
  await ask('POST', '/api/auth/sign-out')
  await (await startedSync()).sync.wipe()
  await wipeDevice()
  location.replace('/sign-in')
}
