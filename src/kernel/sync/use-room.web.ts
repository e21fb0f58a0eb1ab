import { createContext, useCallback, useContext, useEffect, useSyncExternalStore } from 'react'
import type { DeviceRoom } from './device-room.ts'
import type { Presence } from './protocol.ts'
import type { RoomStatus } from './room-status.ts'
import type { Sync } from './sync.web.ts'

/** `<SyncContext value={sync}>` around every screen that shows rooms. */
export const SyncContext = createContext<Sync | null>(null)

function useSync(): Sync {
  const sync = useContext(SyncContext)
  if (!sync) throw new Error('no sync around this screen')
  return sync
}

/** The room's handle; it opens when first asked for. */
export function useRoom(room: string, sort: string): DeviceRoom {
  return useSync().openRoom(room, sort)
}

/** Draws again at each change of any record. For a map or a list; read `room.view` while drawing. */
export function useRecords(room: DeviceRoom): number {
  const subscribe = useCallback(
    (draw: () => void) => room.subscribe(changed => (changed === null || changed.size > 0 ? draw() : undefined)),
    [room],
  )
  return useSyncExternalStore(subscribe, () => room.recordsVersion)
}

export function useSyncStatus(room: DeviceRoom): RoomStatus {
  const subscribe = useCallback((draw: () => void) => room.subscribe(draw), [room])
  return useSyncExternalStore(subscribe, () => room.status)
}

/** Who else is here; says where this person is while the screen is shown. */
export function usePresence(room: string, at: string | null, place: string | null): readonly Presence[] {
  const sync = useSync()
  useEffect(() => sync.tellWhereabouts(room, at, place), [sync, room, at, place])
  const subscribe = useCallback((draw: () => void) => sync.onPresence(draw), [sync])
  return useSyncExternalStore(subscribe, () => sync.presence(room))
}
