import { DELETED, type FieldState, type RoomReader } from '#kernel/record/change.ts'
import { configurationOf, type Direction, type PlantConfiguration, type StringPlan } from './configuration.ts'
import { moduleId } from './module-id.ts'

export interface Cell {
  id: string
  string: number
  position: number
  /** From 0. */
  row: number
  column: number
}

export interface Layout {
  cells: Cell[]
  rows: number
  columns: number
}

export type Overrides = (id: string) => { row?: number; column?: number } | undefined

/** Where every module lies on the plan: from its string's place, direction and turns, unless the module has a place of its own. */
export function layoutOf(configuration: PlantConfiguration, overrides: Overrides = () => undefined): Layout {
  const cells: Cell[] = []
  let free = 0
  for (const string of configuration.strings) {
    const start = startOf(string, free)
    for (let position = 1; position <= string.count; position++) {
      const id = moduleId(string.number, position)
      const step = stepFrom(start, string, position - 1)
      const own = overrides(id)
      const cell = { id, string: string.number, position, row: own?.row ?? step.row, column: own?.column ?? step.column }
      cells.push(cell)
      if (cell.row >= free) free = cell.row + 1
    }
  }
  return fromZero(cells)
}

/** The plan of an audit, with the places that were corrected module by module. */
export function layoutOfRoom(room: RoomReader): Layout {
  const moved = movedModules(room)
  return layoutOf(configurationOf(room), id => moved.get(id))
}

/** The modules that have a place of their own: few, so no other module is looked at. */
export function movedModules(room: RoomReader): Map<string, { row?: number; column?: number }> {
  const moved = new Map<string, { row?: number; column?: number }>()
  const note = (id: string, place: { row?: number; column?: number }) => {
    if (room.field('module', id, DELETED)?.value !== true) moved.set(id, { ...moved.get(id), ...place })
  }
  const numbers =
    (place: (value: number) => { row?: number; column?: number }) =>
    (id: string, { value }: FieldState) => {
      if (typeof value === 'number') note(id, place(value))
    }
  room.each(
    'module',
    'row',
    numbers(row => ({ row })),
  )
  room.each(
    'module',
    'column',
    numbers(column => ({ column })),
  )
  return moved
}

/** A string without a place goes below what is already laid, with all its modules on the plan whatever its direction. */
function startOf(string: StringPlan, free: number): { row: number; column: number } {
  const run = Math.min(string.serpentine ?? string.count, string.count)
  const direction = string.direction ?? 'right'
  return {
    row: string.row ?? (direction === 'up' ? free + run - 1 : free),
    column: string.column ?? (direction === 'left' ? run - 1 : 0),
  }
}

const ALONG: Record<Direction, { row: number; column: number }> = {
  right: { row: 0, column: 1 },
  left: { row: 0, column: -1 },
  down: { row: 1, column: 0 },
  up: { row: -1, column: 0 },
}

function stepFrom(start: { row: number; column: number }, string: StringPlan, steps: number): { row: number; column: number } {
  const direction = string.direction ?? 'right'
  const run = string.serpentine ?? string.count
  const line = Math.floor(steps / run)
  const within = line % 2 === 0 ? steps % run : run - 1 - (steps % run)
  const along = ALONG[direction]
  const across = direction === 'right' || direction === 'left' ? { row: 1, column: 0 } : { row: 0, column: 1 }
  return {
    row: start.row + along.row * within + across.row * line,
    column: start.column + along.column * within + across.column * line,
  }
}

function fromZero(cells: Cell[]): Layout {
  let [top, left, bottom, right] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { row, column } of cells) {
    if (row < top) top = row
    if (row > bottom) bottom = row
    if (column < left) left = column
    if (column > right) right = column
  }
  if (cells.length === 0) return { cells, rows: 0, columns: 0 }
  for (const cell of cells) {
    cell.row -= top
    cell.column -= left
  }
  return { cells, rows: bottom - top + 1, columns: right - left + 1 }
}
