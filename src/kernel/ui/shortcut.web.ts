import { createRegistry } from './registry.web.ts'
import { matches } from './shortcut.ts'

export interface Shortcut {
  /** Such as `3`, `?`, `Ctrl+Z` or `Home End` for either of two; on a Mac the command key counts as Ctrl. */
  keys: string
  /** What it does, in the language of the moment. */
  label: string
  run(event: KeyboardEvent): void
  /** Where the focus is, the key may mean something else: then it is left alone. */
  unless?(event: KeyboardEvent): boolean
}

const registry = createRegistry<Shortcut>(count => {
  removeEventListener('keydown', onKey)
  if (count > 0) addEventListener('keydown', onKey)
})

/** Shortcuts that live as long as the component. The newest wins, so an open panel takes a key from the page below. */
export const useShortcuts = registry.useOffer

/** Every shortcut that acts now, for the help page. */
export const useListedShortcuts = registry.useItems

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented) return
  const press = { key: event.key, ctrl: event.ctrlKey || event.metaKey, alt: event.altKey, typing: isTyping(event.target) }
  const found = registry.items().find(({ keys, unless }) => matches(keys, press) && !unless?.(event))
  if (!found) return
  event.preventDefault()
  found.run(event)
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target.matches('input:not([type=checkbox]):not([type=radio]), textarea, select')
}
