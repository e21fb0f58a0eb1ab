import type { Direction, PlantConfiguration, StringPlan } from '../plant/configuration.ts'
import { layoutOf } from '../plant/layout.ts'
import { moduleId, placeOf } from '../plant/module-id.ts'

export interface OldPlace {
  row: number | null
  column: number | null
}

export interface Placement {
  configuration: PlantConfiguration
  /** Modules that lie elsewhere than their string says. */
  overrides: Map<string, { row: number; column: number }>
  /** Modules whose lost column was found again from their neighbours. */
  repaired: string[]
}

/** Turns a row and a column per module (counted from 0 or from 1, some lost) into one place and direction per string. */
export function placeStrings(configuration: PlantConfiguration, places: Map<string, OldPlace>): Placement {
  const repaired: string[] = []
  const known = new Map<string, { row: number; column: number }>()
  for (const string of configuration.strings) repairString(string, places, known, repaired)
  const origin = cornerOf([...known.values()])
  for (const place of known.values()) {
    place.row -= origin.row
    place.column -= origin.column
  }
  const placed = { strings: configuration.strings.map(string => placeString(string, known)) }
  const plain = sameLayout(configuration, placed) ? configuration : placed
  return { configuration: plain, overrides: differences(plain, known), repaired }
}

/** A column that an old program lost is the one its neighbours point at. */
function repairString(
  string: StringPlan,
  places: Map<string, OldPlace>,
  known: Map<string, { row: number; column: number }>,
  repaired: string[],
): void {
  const ids = Array.from({ length: string.count }, (_, i) => moduleId(string.number, i + 1))
  const offsets = ids.flatMap((id, i) => (places.get(id)?.column == null ? [] : [places.get(id)!.column! - i]))
  const offset = mostFrequent(offsets)
  ids.forEach((id, i) => {
    const place = places.get(id)
    if (place?.row == null) return
    if (place.column === null && offset !== undefined) repaired.push(id)
    const column = place.column ?? (offset === undefined ? i : i + offset)
    known.set(id, { row: place.row, column })
  })
}

function mostFrequent(numbers: number[]): number | undefined {
  return [...Map.groupBy(numbers, number => number)].sort(([, a], [, b]) => b.length - a.length)[0]?.[0]
}

function cornerOf(places: { row: number; column: number }[]): { row: number; column: number } {
  const corner = { row: Infinity, column: Infinity }
  for (const { row, column } of places) {
    if (row < corner.row) corner.row = row
    if (column < corner.column) corner.column = column
  }
  return corner
}

function placeString(string: StringPlan, known: Map<string, { row: number; column: number }>): StringPlan {
  const first = known.get(moduleId(string.number, 1))
  const second = known.get(moduleId(string.number, 2))
  if (!first) return string
  return { ...string, row: first.row, column: first.column, direction: second ? directionOf(first, second) : 'right' }
}

function directionOf(from: { row: number; column: number }, to: { row: number; column: number }): Direction {
  if (to.row === from.row) return to.column < from.column ? 'left' : 'right'
  return to.row < from.row ? 'up' : 'down'
}

function sameLayout(one: PlantConfiguration, other: PlantConfiguration): boolean {
  const cells = layoutOf(other).cells
  return layoutOf(one).cells.every((cell, i) => cell.row === cells[i]!.row && cell.column === cells[i]!.column)
}

function differences(configuration: PlantConfiguration, known: Map<string, { row: number; column: number }>) {
  const overrides = new Map<string, { row: number; column: number }>()
  for (const { id, row, column } of layoutOf(configuration).cells) {
    const real = known.get(id)
    if (real && placeOf(id) && (real.row !== row || real.column !== column)) overrides.set(id, real)
  }
  return overrides
}
