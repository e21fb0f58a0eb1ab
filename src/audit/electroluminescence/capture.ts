import type { Pointing } from '../plant-grid/grid-props.ts'
import type { Status } from './status.ts'

/**
 * How a technician works. `walk`: a module is in hand, a status key judges it and takes the next in hand. `brush`: a status is in hand and
 * every module touched gets it. `choose`: modules are gathered, a status key judges them all at once.
 */
export type CaptureMode = 'walk' | 'brush' | 'choose'

export interface Capture {
  mode: CaptureMode
  /** The module in hand. */
  cursor: string | null
  /** The status in hand when brushing. */
  brush: Status | null
  chosen: ReadonlySet<string>
  /** A range waits for its ends: `true` for the first, a module for the second. */
  range: boolean | string
}

export interface Step {
  capture: Capture
  /** To be written as one act. */
  mark?: { ids: string[]; status: Status }
}

export interface Walk {
  next(id: string): string | undefined
  between(one: string, other: string): string[]
}

const NONE: ReadonlySet<string> = new Set()

export function startCapture(cursor: string | null): Capture {
  return { mode: 'walk', cursor, brush: null, chosen: NONE, range: false }
}

/** A module was pointed at, by a finger, a mouse or an arrow key. */
export function point(capture: Capture, id: string, how: Pointing, walk: Walk): Step {
  if (how === 'range') return { capture: chosenUpTo(capture, capture.cursor ?? id, id, walk) }
  if (how === 'toggle') return { capture: toggled({ ...capture, mode: 'choose' }, id) }
  if (capture.mode === 'choose') return { capture: gathered(capture, id, walk) }
  const held = { ...capture, cursor: id }
  if (capture.mode === 'brush' && capture.brush) return { capture: held, mark: { ids: [id], status: capture.brush } }
  return { capture: held }
}

/** A status key was pressed. */
export function giveStatus(capture: Capture, status: Status, walk: Walk): Step {
  if (capture.mode === 'brush') return { capture: { ...capture, brush: status } }
  if (capture.mode === 'choose') {
    const ids = [...capture.chosen]
    return ids.length === 0 ? { capture } : { capture: { ...capture, mode: 'walk', chosen: NONE, range: false }, mark: { ids, status } }
  }
  if (capture.cursor === null) return { capture }
  return { capture: { ...capture, cursor: walk.next(capture.cursor) ?? capture.cursor }, mark: { ids: [capture.cursor], status } }
}

export function changeMode(capture: Capture, mode: CaptureMode): Capture {
  return { ...capture, mode, chosen: NONE, range: false }
}

/** The next two modules touched are the ends of a range. */
export function startRange(capture: Capture): Capture {
  return { ...capture, mode: 'choose', range: true }
}

export function choose(capture: Capture, ids: Iterable<string>): Capture {
  return { ...capture, mode: 'choose', chosen: new Set(ids), range: false }
}

function gathered(capture: Capture, id: string, walk: Walk): Capture {
  if (capture.range === true) return { ...toggled(capture, id, true), range: id }
  if (typeof capture.range === 'string') return { ...chosenUpTo(capture, capture.range, id, walk), range: false }
  return toggled(capture, id)
}

function toggled(capture: Capture, id: string, keep = false): Capture {
  const chosen = new Set(capture.chosen)
  if (keep || !chosen.delete(id)) chosen.add(id)
  return { ...capture, cursor: id, chosen }
}

function chosenUpTo(capture: Capture, start: string, end: string, walk: Walk): Capture {
  return { ...capture, mode: 'choose', chosen: new Set([...capture.chosen, ...walk.between(start, end)]), cursor: end }
}
