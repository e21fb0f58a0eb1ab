import type { RoomReader } from '#kernel/record/change.ts'
import { moduleAt, type PlantConfiguration, rankOfString, runningNumber, totalModules } from '../plant/configuration.ts'
import { moduleId, placeOf } from '../plant/module-id.ts'
import { statusOf } from './module.ts'

/** How somebody goes along the strings: each from module 1, or down one and back up the next. */
export type WalkOrder = 'string' | 'snake'

/** The module after this one (or before it, with `step` -1); `undefined` at the end of the plant. */
export function nextModule(plant: PlantConfiguration, id: string, order: WalkOrder = 'string', step: 1 | -1 = 1): string | undefined {
  const index = walkIndex(plant, id, order)
  return index === undefined ? undefined : moduleOfWalk(plant, index + step, order)
}

/** The first module not judged yet after this one, going round the plant once; `undefined` when all are judged. */
export function nextNotDone(plant: PlantConfiguration, room: RoomReader, from?: string, order: WalkOrder = 'string'): string | undefined {
  const total = totalModules(plant)
  const start = (from === undefined ? undefined : walkIndex(plant, from, order)) ?? 0
  for (let step = 1; step <= total; step++) {
    const id = moduleOfWalk(plant, ((start + step - 1) % total) + 1, order)
    if (id !== undefined && statusOf(room, id) === 'pending') return id
  }
  return undefined
}

/** Where work begins on a string: its first module not judged yet in walking order, or simply the first when all are. */
export function entranceOf(plant: PlantConfiguration, room: RoomReader, string: number, order: WalkOrder = 'string'): string | undefined {
  const rank = rankOfString(plant, string)
  if (rank === undefined) return undefined
  const { count } = plant.strings[rank]!
  const backwards = order === 'snake' && rank % 2 === 1
  const walked = (step: number) => moduleId(string, backwards ? count - step : step + 1)
  for (let step = 0; step < count; step++) if (statusOf(room, walked(step)) === 'pending') return walked(step)
  return walked(0)
}

/** All modules between two, both included, in walking order: what a range selection takes. */
export function modulesBetween(plant: PlantConfiguration, one: string, other: string, order: WalkOrder = 'string'): string[] {
  const [a, b] = [walkIndex(plant, one, order), walkIndex(plant, other, order)]
  if (a === undefined || b === undefined) return []
  const [first, last] = a < b ? [a, b] : [b, a]
  return Array.from({ length: last - first + 1 }, (_, i) => moduleOfWalk(plant, first + i, order)!)
}

/** In a snake walk every second string is gone through backwards: its running numbers are mirrored. */
function mirrored(plant: PlantConfiguration, index: number): number {
  const place = moduleAt(plant, index)
  const rank = place && rankOfString(plant, place.string)
  if (!place || rank === undefined || rank % 2 === 0) return index
  return index - place.position + (plant.strings[rank]!.count - place.position + 1)
}

function walkIndex(plant: PlantConfiguration, id: string, order: WalkOrder): number | undefined {
  const place = placeOf(id)
  const index = place && runningNumber(plant, place)
  return index === undefined || order === 'string' ? index : mirrored(plant, index)
}

function moduleOfWalk(plant: PlantConfiguration, index: number, order: WalkOrder): string | undefined {
  const place = moduleAt(plant, order === 'string' ? index : mirrored(plant, index))
  return place && moduleId(place.string, place.position)
}
