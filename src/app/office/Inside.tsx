import { Outlet } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import { roleIn } from '#kernel/access/role.ts'
import { startSending } from '#kernel/file/upload.web.ts'
import { Refusal } from '#kernel/refusal.ts'
import { type Sync, startSync } from '#kernel/sync/sync.web.ts'
import { SyncContext } from '#kernel/sync/use-room.web.ts'
import { ErrorState } from '#kernel/ui/ErrorState.tsx'
import { changeLanguage, languageIsChosen } from '#kernel/ui/i18n.web.ts'
import { type Me, useMe } from '#kernel/ui/me.web.ts'
import { Waiting } from '#kernel/ui/Waiting.tsx'
import { DOMAINS } from './domains.web.ts'

/** The page of the address, with the live rooms of whoever is signed in. Somebody who is not is on the way to the door. */
export function Inside() {
  const me = useMe()
  const unknown = me.error instanceof Refusal && me.error.status === 401
  if (me.data)
    return (
      <WithRooms me={me.data}>
        <Outlet />
      </WithRooms>
    )
  return me.error && !unknown ? <ErrorState error={me.error} retry={() => void me.refetch()} /> : <Waiting rows={10} />
}

function WithRooms({ me, children }: { me: Me; children: ReactNode }) {
  const sync = useRooms(me)
  useEffect(() => startSending(), [])
  useEffect(() => {
    if (!languageIsChosen()) changeLanguage(me.language)
  }, [me.language])
  return sync ? <SyncContext value={sync}>{children}</SyncContext> : <Waiting rows={10} />
}

/** One set of live rooms for a person on a device; another person gets another set. */
function useRooms({ person, role, grants, device }: Me): Sync | null {
  const [sync, setSync] = useState<Sync | null>(null)
  const granted = JSON.stringify(grants)
  useEffect(() => {
    const started = startSync({
      person: { id: person, roleIn: room => roleIn({ role, grants: JSON.parse(granted) }, room) },
      device,
      definitions: DOMAINS.flatMap(domain => domain.rooms),
    })
    setSync(started)
    return () => started.stop()
  }, [person, role, granted, device])
  return sync
}
