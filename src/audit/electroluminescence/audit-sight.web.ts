import { configurationOf, type PlantConfiguration } from '#audit/plant/configuration.ts'
import { type Cell, layoutOfRoom, movedModules } from '#audit/plant/layout.ts'
import type { RoomReader } from '#kernel/record/change.ts'
import type { GridString } from '../plant-grid/grid-layout.ts'
import type { LookSource } from '../plant-grid/grid-look.ts'
import { annotatedModules } from './comment.ts'
import { lookOf } from './room-look.ts'
import { createTally, type RunningTally } from './running-tally.ts'

/** The plant as the grid wants it. The same object as long as no string and no place changes. */
export interface PlantSight {
  configuration: PlantConfiguration
  strings: readonly GridString[]
  tally: RunningTally
  /** Where the modules stand on the roof: worked out when first asked for, and the same list until the plant changes. */
  cells(): readonly Cell[]
}

export interface AuditSight {
  source: LookSource
  plant(): PlantSight
  /** These records changed (`null`: any may have), as `kind\nid`. */
  heard(changed: ReadonlySet<string> | null): void
}

/** Follows an open audit edit by edit: one more verdict costs one cell and one string, however large the plant is. */
export function createAuditSight(room: () => RoomReader): AuditSight {
  const listeners = new Set<(ids: readonly string[] | null) => void>()
  let noted = annotatedModules(room())
  let plant = readPlant(room)
  let moved = placesOf(room())
  const renew = () => {
    noted = annotatedModules(room())
    plant = readPlant(room)
    moved = placesOf(room())
    for (const listener of listeners) listener(null)
  }
  return {
    source: {
      look: id => lookOf(room(), id, noted.has(id)),
      listen(heard) {
        listeners.add(heard)
        return () => listeners.delete(heard)
      },
    },
    plant: () => plant,
    heard(changed) {
      const touched = changed && touchedModules(room(), changed, moved)
      if (!touched) return renew()
      if (touched.notes) noted = annotatedModules(room())
      if (touched.modules.length === 0) return
      plant.tally.refresh(touched.modules)
      for (const listener of listeners) listener(touched.modules)
    },
  }
}

function readPlant(room: () => RoomReader): PlantSight {
  const configuration = configurationOf(room())
  const strings = configuration.strings.map(({ number, count, label, direction }) => ({
    number,
    count,
    label: label ?? `S${number}`,
    direction: direction ?? ('right' as const),
  }))
  let cells: readonly Cell[] | undefined
  return { configuration, strings, tally: createTally(configuration, room), cells: () => (cells ??= layoutOfRoom(room()).cells) }
}

/** Which modules were moved one by one, and where to. */
function placesOf(room: RoomReader): ReadonlyMap<string, string> {
  return new Map([...movedModules(room).keys()].map(id => [id, movedTo(room, id)!]))
}

/** The modules to draw again; `undefined` when the plant itself has changed. */
function touchedModules(
  room: RoomReader,
  changed: ReadonlySet<string>,
  moved: ReadonlyMap<string, string>,
): { modules: string[]; notes: boolean } | undefined {
  const modules: string[] = []
  let notes = false
  for (const key of changed) {
    const [kind, record] = key.split('\n') as [string, string]
    if (kind === 'string') return undefined
    if (kind === 'module') {
      if (movedTo(room, record) !== moved.get(record)) return undefined
      modules.push(record)
    }
    if (kind !== 'comment' && kind !== 'photo') continue
    notes = true
    const module = room.field(kind, record, 'module')?.value
    if (typeof module === 'string') modules.push(module)
  }
  return { modules, notes }
}

function movedTo(room: RoomReader, id: string): string | undefined {
  const record = room.record('module', id)
  if (!record?.row && !record?.column) return undefined
  return `${record.row?.value ?? ''};${record.column?.value ?? ''}`
}
