import { useId, useSyncExternalStore } from 'react'
import { createRegistry } from './registry.web.ts'

export interface Notice {
  id: number
  text: string
  tone: 'said' | 'refused'
  /** Takes the act back; the notice goes with it. */
  undo?: () => void
  /** Does again what was taken back; the notice goes with it. */
  redo?: () => void
}

const SHOWN_MS = 8000
const NONE: readonly Notice[] = []
let notices = NONE
let last = 0
const listeners = new Set<() => void>()

/** Says what was done, with a way back. A newer notice with the same text replaces the older one instead of piling up. */
export function showNotice(text: string, options: Partial<Pick<Notice, 'undo' | 'redo' | 'tone'>> = {}): void {
  const notice: Notice = { tone: 'said', ...options, id: ++last, text }
  update([...notices.filter(other => other.text !== text).slice(-2), notice])
  setTimeout(() => closeNotice(notice.id), SHOWN_MS)
}

export function closeNotice(id: number): void {
  if (notices.some(notice => notice.id === id)) update(notices.filter(notice => notice.id !== id))
}

const places = createRegistry<string>()

/** What a place that shows notices has to show now: all of them in the newest one, such as the panel on top, and none elsewhere. */
export function useNotices(): readonly Notice[] {
  const place = useId()
  places.useOffer([place])
  const onTop = places.useItems()[0] === place
  const now = useSyncExternalStore(subscribe, () => notices)
  return onTop ? now : NONE
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function update(next: readonly Notice[]): void {
  notices = next
  for (const listener of listeners) listener()
}
