import type { RefObject } from 'react'
import type { Direction } from '#audit/plant/configuration.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { useShortcuts } from '#kernel/ui/shortcut.web.ts'
import { type GridLayout, neighbour } from './grid-layout.ts'
import type { PlantGridProps } from './grid-props.ts'
import type { GridView } from './grid-view.web.ts'
import { gridWords } from './grid-words.ts'

/** What the grid needs to know of a key, wherever it was pressed. */
type Press = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'preventDefault'>

const ARROWS: Record<string, Direction> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' }
const ZOOMS: Record<string, number> = { '+': 1.4, '=': 1.4, '-': 1 / 1.4 }

/** The keys of the grid itself: walking, choosing, opening, zooming. A key with Ctrl or Alt belongs to somebody else, but for Ctrl+A. */
export function onGridKey(event: Press, layout: GridLayout, view: GridView | undefined, props: PlantGridProps): void {
  if (event.altKey || layout.ids.length === 0) return
  if (acted(event, layout, view, props)) event.preventDefault()
}

function acted(event: Press, layout: GridLayout, view: GridView | undefined, props: PlantGridProps): boolean {
  const cursor = layout.indexOf.get(props.cursor ?? '')
  if (event.ctrlKey || event.metaKey) return event.key.toLowerCase() === 'a' && cursor !== undefined && chooseString(layout, cursor, props)
  const direction = ARROWS[event.key]
  if (direction || event.key === 'Home' || event.key === 'End') return walk(event, layout, cursor, direction, props)
  const zoom = ZOOMS[event.key]
  if (zoom) {
    view?.zoom(zoom)
    return true
  }
  if (cursor === undefined) return false
  if (event.key === 'Enter') props.onOpen(layout.ids[cursor]!)
  else if (event.key === ' ') props.onPoint(layout.ids[cursor]!, 'toggle')
  else return false
  return true
}

function walk(
  event: Press,
  layout: GridLayout,
  cursor: number | undefined,
  direction: Direction | undefined,
  props: PlantGridProps,
): boolean {
  const next =
    cursor === undefined ? 0 : direction ? neighbour(layout, cursor, direction) : endOfString(layout, cursor, event.key === 'Home')
  if (next !== undefined && next !== cursor) props.onPoint(layout.ids[next]!, event.shiftKey ? 'range' : 'plain')
  return true
}

function endOfString(layout: GridLayout, cursor: number, first: boolean): number {
  const rank = layout.stringOf[cursor]
  const step = first ? -1 : 1
  let end = cursor
  while (layout.stringOf[end + step] === rank && layout.ids[end + step] !== undefined) end += step
  return end
}

/** Ctrl+A: from the first module of the string in hand to its last. */
function chooseString(layout: GridLayout, cursor: number, props: PlantGridProps): boolean {
  props.onPoint(layout.ids[endOfString(layout, cursor, true)]!, 'plain')
  props.onPoint(layout.ids[endOfString(layout, cursor, false)]!, 'range')
  return true
}

/**
 * The same keys with the focus elsewhere on the page, for a page that is there for its grid. A bar of its own scrolls with its arrows, and
 * a button in focus is what Space and Enter press.
 */
export function useKeysAnywhere(frame: RefObject<HTMLElement | null>, act: (event: Press) => void, on: boolean): void {
  const { t } = useWords(gridWords)
  const hidden = () => isUnderPanel(frame.current)
  const unlessIn = (places: string) => (event: KeyboardEvent) => hidden() || isIn(event.target, places)
  const walking = { run: act, unless: unlessIn('nav, input, [role=slider]') }
  const pressing = { run: act, unless: unlessIn('nav, input, button, a, summary, label') }
  const keys = [
    { keys: 'ArrowLeft ArrowRight ArrowUp ArrowDown', label: t('key.walk'), ...walking },
    { keys: 'Home End', label: t('key.ends'), ...walking },
    { keys: 'Space', label: t('key.choose'), ...pressing },
    { keys: 'Enter', label: t('key.open'), ...pressing },
  ]
  useShortcuts(on ? keys : [])
}

/** Is a panel open that holds the page, and the grid with it? */
export function isUnderPanel(frame: HTMLElement | null): boolean {
  const panel = document.querySelector('dialog:modal')
  return panel !== null && !panel.contains(frame)
}

function isIn(target: EventTarget | null, places: string): boolean {
  return target instanceof Element && target.closest(places) !== null
}
