import type { KeyboardEvent } from 'react'
import type { Direction } from '#audit/plant/configuration.ts'
import { type GridLayout, neighbour } from './grid-layout.ts'
import type { PlantGridProps } from './grid-props.ts'
import type { GridView } from './grid-view.web.ts'

const ARROWS: Record<string, Direction> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' }
const ZOOMS: Record<string, number> = { '+': 1.4, '=': 1.4, '-': 1 / 1.4 }

/** The keys of the grid itself: walking, choosing, opening, zooming. A key with Ctrl or Alt belongs to somebody else, but for Ctrl+A. */
export function onGridKey(event: KeyboardEvent, layout: GridLayout, view: GridView | undefined, props: PlantGridProps): void {
  if (event.altKey || layout.ids.length === 0) return
  if (acted(event, layout, view, props)) event.preventDefault()
}

function acted(event: KeyboardEvent, layout: GridLayout, view: GridView | undefined, props: PlantGridProps): boolean {
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
  event: KeyboardEvent,
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
