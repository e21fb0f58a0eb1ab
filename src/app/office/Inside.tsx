import { Outlet, useLocation } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import { Refusal } from '#kernel/refusal.ts'
import { type Sync, startSync } from '#kernel/sync/sync.web.ts'
import { SyncContext } from '#kernel/sync/use-room.web.ts'
import { ErrorState } from '#kernel/ui/ErrorState.tsx'
import { changeLanguage, languageIsChosen } from '#kernel/ui/i18n.web.ts'
import { type Me, useMe } from '#kernel/ui/me.web.ts'
import { Waiting } from '#kernel/ui/Waiting.tsx'
import { DOMAINS } from './domains.web.ts'

/** Pages that are there for people who are not signed in yet. */
const OUTSIDE = /^\/(sign-in|join)(\/|$)/

/** The page of the address, with the live rooms of whoever is signed in; nobody yet is sent to the door. */
export function Inside() {
  const { pathname } = useLocation()
  return OUTSIDE.test(pathname) ? <Outlet /> : <SignedIn />
}

function SignedIn() {
  const me = useMe()
  const { href } = useLocation()
  const unknown = me.error instanceof Refusal && me.error.status === 401
  useEffect(() => {
    if (unknown) location.assign(`/sign-in?next=${encodeURIComponent(href)}`)
  }, [unknown, href])
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
  useEffect(() => {
    if (!languageIsChosen()) changeLanguage(me.language)
  }, [me.language])
  return sync ? <SyncContext value={sync}>{children}</SyncContext> : <Waiting rows={10} />
}

/** One set of live rooms for a person on a device; another person gets another set. */
function useRooms({ person, role, device }: Me): Sync | null {
  const [sync, setSync] = useState<Sync | null>(null)
  useEffect(() => {
    const started = startSync({ person: { id: person, role }, device, definitions: DOMAINS.flatMap(domain => domain.rooms) })
    setSync(started)
    return () => started.stop()
  }, [person, role, device])
  return sync
}
