import type { Direction } from '#audit/plant/configuration.ts'
import type { Cell } from '#audit/plant/layout.ts'
import { moduleId } from '#audit/plant/module-id.ts'

export interface GridString {
  number: number
  /** Modules of the string. */
  count: number
  label: string
  direction: Direction
}

export interface GridLabel {
  text: string
  string: number
  /** Left edge and middle of the line, in cells. */
  x: number
  y: number
}

/** Modules laid out on a sheet measured in cells: a module is one cell wide and one high. Plain columns, so that 100,000 stay light. */
export interface GridLayout {
  ids: readonly string[]
  indexOf: ReadonlyMap<string, number>
  /** Left-top corner of each module. */
  x: Float32Array
  y: Float32Array
  /** Index into `strings`. */
  stringOf: Uint32Array
  strings: readonly GridString[]
  labels: readonly GridLabel[]
  /** The first module of each string, with the way its cable leaves. */
  starts: readonly { index: number; direction: Direction }[]
  /** How many modules share their cell with another: a sign that the configuration is wrong. */
  stacked: number
  width: number
  height: number
}

/** Room at the left of a string for its name, in cells. */
const GUTTER = 1.6
/** Gap between two strings drawn one under the other, in cells. */
const STRING_GAP = 0.35
const BLOCK_GAP = 1
/** More cells than a plan can be wide. */
const WIDEST = 1_000_000

/**
 * One string under the other, each read from left to right and broken after `columns` modules. When there are many strings they flow in
 * several blocks, so that the sheet has about the `aspect` (width over height) of the screen.
 */
export function layoutByString(strings: readonly GridString[], shape: { columns: number; aspect: number; labelled: boolean }): GridLayout {
  const longest = strings.reduce((most, { count }) => Math.max(most, count), 1)
  const columns = Math.max(1, Math.min(shape.columns, longest))
  const heights = strings.map(({ count }) => Math.max(1, Math.ceil(count / columns)) + STRING_GAP)
  const gutter = shape.labelled ? GUTTER : 0
  const blockWidth = gutter + columns + BLOCK_GAP
  const total = heights.reduce((sum, height) => sum + height, 0)
  const blocks = Math.max(1, Math.round(Math.sqrt((shape.aspect * total) / blockWidth)))
  const draft = startDraft(
    strings,
    strings.reduce((sum, { count }) => sum + count, 0),
  )
  let top = 0
  let block = 0
  strings.forEach(({ number, count, label }, rank) => {
    if (top > 0 && top + heights[rank]! / 2 > total / blocks && block < blocks - 1) {
      block += 1
      top = 0
    }
    const left = block * blockWidth + gutter
    if (gutter > 0) draft.labels.push({ text: label, string: number, x: left - gutter, y: top + 0.5 })
    if (count > 0) draft.starts.push({ index: draft.ids.length, direction: 'right' })
    for (let place = 0; place < count; place++) {
      put(draft, moduleId(number, place + 1), rank, left + (place % columns), top + Math.floor(place / columns))
    }
    top += heights[rank]!
  })
  return finish(draft, 0)
}

/** The plant as it stands on the roof: every module in its physical cell. */
export function layoutByPlace(strings: readonly GridString[], modules: readonly Cell[]): GridLayout {
  const draft = startDraft(strings, modules.length)
  const left = modules.reduce((least, module) => Math.min(least, module.column), Number.POSITIVE_INFINITY)
  const top = modules.reduce((least, module) => Math.min(least, module.row), Number.POSITIVE_INFINITY)
  gather(strings, modules).forEach((members, rank) => {
    const string = strings[rank]!
    if (members[0]) draft.starts.push({ index: draft.ids.length, direction: string.direction })
    for (const module of members) put(draft, module.id, rank, module.column - left, module.row - top)
  })
  return finish(draft, draft.ids.length - new Set(draft.ids.map((_, index) => draft.y[index]! * WIDEST + draft.x[index]!)).size)
}

/** The module one step away on the sheet: the nearest whose centre lies that way, straight ahead first. */
export function neighbour(layout: GridLayout, from: number, direction: Direction): number | undefined {
  const across = direction === 'left' || direction === 'right'
  const sign = direction === 'right' || direction === 'down' ? 1 : -1
  let best: number | undefined
  let bestCost = Number.POSITIVE_INFINITY
  for (let index = 0; index < layout.ids.length; index++) {
    const dx = layout.x[index]! - layout.x[from]!
    const dy = layout.y[index]! - layout.y[from]!
    const ahead = (across ? dx : dy) * sign
    if (ahead < 0.5) continue
    const aside = Math.abs(across ? dy : dx)
    const cost = across && aside >= 0.5 ? 1e6 + aside * 1000 + ahead : ahead + aside * 2
    if (cost < bestCost) {
      bestCost = cost
      best = index
    }
  }
  return best !== undefined && bestCost < 1e6 ? best : undefined
}

interface Draft {
  ids: string[]
  indexOf: Map<string, number>
  x: Float32Array
  y: Float32Array
  stringOf: Uint32Array
  strings: readonly GridString[]
  labels: GridLabel[]
  starts: { index: number; direction: Direction }[]
}

function startDraft(strings: readonly GridString[], count: number): Draft {
  return {
    ids: [],
    indexOf: new Map(),
    x: new Float32Array(count),
    y: new Float32Array(count),
    stringOf: new Uint32Array(count),
    strings,
    labels: [],
    starts: [],
  }
}

function put(draft: Draft, id: string, rank: number, x: number, y: number): void {
  const index = draft.ids.length
  draft.ids.push(id)
  draft.indexOf.set(id, index)
  draft.x[index] = x
  draft.y[index] = y
  draft.stringOf[index] = rank
}

function finish(draft: Draft, stacked: number): GridLayout {
  let width = 0
  let height = 0
  for (let index = 0; index < draft.ids.length; index++) {
    width = Math.max(width, draft.x[index]! + 1)
    height = Math.max(height, draft.y[index]! + 1)
  }
  return { ...draft, stacked, width, height }
}

/** The modules of each string, in the order of their positions. A module of a string that is not listed is left out. */
function gather(strings: readonly GridString[], modules: readonly Cell[]): Cell[][] {
  const rankOf = new Map(strings.map((string, rank) => [string.number, rank]))
  const byString: Cell[][] = strings.map(() => [])
  for (const module of modules) {
    const rank = rankOf.get(module.string)
    if (rank !== undefined) byString[rank]!.push(module)
  }
  for (const members of byString) members.sort((a, b) => a.position - b.position)
  return byString
}
