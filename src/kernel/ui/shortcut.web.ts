import { useEffect, useRef, useSyncExternalStore } from 'react'
import { matches } from './shortcut.ts'

export interface Shortcut {
  /** Such as `3`, `?`, `ArrowDown` or `Ctrl+Z`; on a Mac the command key counts as Ctrl. */
  keys: string
  /** What it does, in the language of the moment. */
  label: string
  run(): void
}

let active: readonly { current: Shortcut[] }[] = []
let listed: readonly Shortcut[] = []
const listeners = new Set<() => void>()

/** Shortcuts that live as long as the component. The newest set wins, so an open panel takes a key from the page below. */
export function useShortcuts(shortcuts: Shortcut[]): void {
  const holder = useRef(shortcuts)
  holder.current = shortcuts
  useEffect(() => {
    update([holder, ...active])
    return () => update(active.filter(other => other !== holder))
  }, [])
}

/** Every shortcut that acts now, for the help page. */
export function useListedShortcuts(): readonly Shortcut[] {
  return useSyncExternalStore(subscribe, () => listed)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function update(next: readonly { current: Shortcut[] }[]): void {
  if (active.length === 0) addEventListener('keydown', onKey)
  active = next
  if (active.length === 0) removeEventListener('keydown', onKey)
  listed = active.flatMap(holder => holder.current)
  for (const listener of listeners) listener()
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented) return
  const press = { key: event.key, ctrl: event.ctrlKey || event.metaKey, alt: event.altKey, typing: isTyping(event.target) }
  for (const holder of active) {
    const found = holder.current.find(shortcut => matches(shortcut.keys, press))
    if (!found) continue
    event.preventDefault()
    found.run()
    return
  }
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input:not([type=checkbox]):not([type=radio]), textarea, select'))
  )
}
