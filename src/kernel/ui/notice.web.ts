import { useSyncExternalStore } from 'react'

export interface Notice {
  id: number
  text: string
  tone: 'said' | 'refused'
  /** Takes the act back; the notice goes with it. */
  undo?: () => void
}

const SHOWN_MS = 8000
let notices: readonly Notice[] = []
let last = 0
const listeners = new Set<() => void>()

/** Says what was done, with a way back. A newer notice with the same text replaces the older one instead of piling up. */
export function showNotice(text: string, options: { undo?: () => void; tone?: Notice['tone'] } = {}): void {
  const notice: Notice = { id: ++last, text, tone: options.tone ?? 'said', ...(options.undo ? { undo: options.undo } : {}) }
  update([...notices.filter(other => other.text !== text).slice(-2), notice])
  setTimeout(() => closeNotice(notice.id), SHOWN_MS)
}

export function closeNotice(id: number): void {
  if (notices.some(notice => notice.id === id)) update(notices.filter(notice => notice.id !== id))
}

export function useNotices(): readonly Notice[] {
  return useSyncExternalStore(subscribe, () => notices)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function update(next: readonly Notice[]): void {
  notices = next
  for (const listener of listeners) listener()
}
