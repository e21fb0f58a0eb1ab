import { Button } from '@mantine/core'
import { useEffect } from 'react'
import { wipeRevokedDevice } from '#kernel/access/wipe.web.ts'
import { Refusal } from '#kernel/refusal.ts'
import { ErrorState } from '#kernel/ui/ErrorState.tsx'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { LeftByOthers } from './LeftByOthers.tsx'
import { LeftHereCount } from './LeftHereCount.tsx'
import { words as leaving } from './leaving-words.ts'
import { linkIsOver, useLeftHere } from './left-here.web.ts'
import { signInAddress } from './place.web.ts'
import { words } from './words.ts'
import './audit-list.css'

/** Nobody is let in on this tablet any more, or its storage cannot be read: says why, and hands over what was never sent. */
export function ClosedHere({ error }: { error: unknown }) {
  const { t } = useWords(words)
  const { t: tell } = useWords(leaving)
  const left = useLeftHere()
  const over = error instanceof Refusal && error.code === 'link-revoked'
  const nothingLeft = left !== undefined && left.changes + left.photos === 0
  useEffect(() => {
    if (over && nothingLeft) void linkIsOver()
  }, [over, nothingLeft])
  return (
    <main className="audit-list closed-here">
      <ErrorState
        error={error}
        {...(over ? { title: t('closed'), kept: null } : { kept: tell('left.kept') })}
        retry={() => location.reload()}
      />
      {left && <LeftHereCount left={left} />}
      <LeftByOthers />
      {over && (
        <Button variant="default" onClick={() => void wipeRevokedDevice('link-revoked')}>
          {tell('left.erase')}
        </Button>
      )}
      {error instanceof Refusal && error.status === 401 && !over && (
        <a className="link" href={signInAddress()}>
          {t('list.signin')}
        </a>
      )}
    </main>
  )
}
