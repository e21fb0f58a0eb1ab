import { useEffect, useSyncExternalStore } from 'react'
import type { LampState } from './SyncLamp.tsx'

/** What the top bar shows of the room that a page has open. */
export interface OpenRoomStatus {
  lamp: LampState
  waiting: number
  /** Others in the same room. */
  people: readonly { name: string; place: string | null }[]
}

let shown: OpenRoomStatus | null = null
const listeners = new Set<() => void>()

/** A page with a room open says here how it goes; the bar forgets it when the page is left. */
export function useStatusInBar(status: OpenRoomStatus): void {
  const signature = JSON.stringify(status)
  useEffect(() => {
    update(JSON.parse(signature) as OpenRoomStatus)
  }, [signature])
  useEffect(() => () => update(null), [])
}

export function useBarStatus(): OpenRoomStatus | null {
  return useSyncExternalStore(subscribe, () => shown)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function update(next: OpenRoomStatus | null): void {
  shown = next
  for (const listener of listeners) listener()
}
