import { useEffect, useState } from 'react'
import { lookForRevocation } from '#kernel/access/wipe.web.ts'
import { EmptyState } from '#kernel/ui/EmptyState.tsx'
import { say, useWords } from '#kernel/ui/i18n.web.ts'
import { showNotice } from '#kernel/ui/notice.web.ts'
import { Waiting } from '#kernel/ui/Waiting.tsx'
import { AuditScreen } from './AuditScreen.tsx'
import { rememberHere, useAudit } from './audits.web.ts'
import { ClosedHere } from './ClosedHere.tsx'
import { type FieldRoom, FieldRoomProvider, useRoomStatus } from './field-room.web.ts'
import { linkIsOver } from './left-here.web.ts'
import { followRights, openFieldRoom } from './open-field-room.web.ts'
import { goTo } from './place.web.ts'
import { words } from './words.ts'
import './audit-list.css'

/** Opens one audit and keeps it open as long as one stays here. */
export function AuditPlace({ token }: { token: string }) {
  const [room, setRoom] = useState<FieldRoom>()
  const [error, setError] = useState<unknown>()
  useEffect(() => {
    let over = false
    const leaving: (() => void)[] = []
    openFieldRoom(token)
      .then(made => {
        if (over) return made.close()
        setRoom(made)
        leaving.push(
          made.close,
          followRights(made, ({ mayWrite, mayRead }) => {
            setRoom({ ...made, mayWrite })
            if (mayRead) showNotice(say(words, mayWrite ? 'right.given' : 'right.taken'))
          }),
        )
      })
      .catch(setError)
    return () => {
      over = true
      for (const leave of leaving) leave()
      setRoom(undefined)
    }
  }, [token])
  if (error) return <ClosedHere error={error} />
  if (!room) return <Opening />
  return (
    <FieldRoomProvider value={room}>
      <Known key={token} token={token} />
    </FieldRoomProvider>
  )
}

function Opening() {
  return (
    <main className="audit-list">
      <Waiting rows={6} height={72} />
    </main>
  )
}

function Known({ token }: { token: string }) {
  const { t, language } = useWords(words)
  const { known, closed } = useRoomStatus()
  const row = useAudit(token)
  useEffect(() => {
    if (known) rememberHere(token)
  }, [known, token])
  useEffect(() => {
    if (closed) lookForRevocation(linkIsOver)
  }, [closed])
  if (known) return <AuditScreen name={row?.name ?? token.slice(0, 8)} archived={row?.archived ?? false} />
  return (
    <main className="audit-list">
      <EmptyState
        title={t('notOpened')}
        action={
          <button type="button" className="wide-key" onClick={() => goTo('/field')}>
            {t('back')}
          </button>
        }
      >
        {closed ? closed[language] : t('notOpened.text')}
      </EmptyState>
    </main>
  )
}
