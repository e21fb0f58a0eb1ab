import type { RoomReader } from '#kernel/record/change.ts'
import { hasModule, type PlantConfiguration } from '../plant/configuration.ts'
import { readIdentifier } from '../plant/identifier.ts'
import { moduleId } from '../plant/module-id.ts'

const BARE = /^S?\s*(\d{1,4})\s*[-./\s]\s*[MP]?(\d{1,6})$/i
const STRING_ALONE = /^S\s*(\d{1,4})-?$/i

/**
 * Modules that a person means by "S7-13", "7-13", "s7 13", "M050", a string's own label or a serial number (its end is enough from
 * four signs on). "S7" gives the string's modules.
 */
export function findModules(query: string, plant: PlantConfiguration, room?: RoomReader, most = 20): string[] {
  const text = query.trim()
  const reading = readIdentifier(text, plant)
  if ('id' in reading) return [reading.id]
  const bare = BARE.exec(text)
  if (bare) {
    const place = { string: Number(bare[1]), position: Number(bare[2]) }
    if (hasModule(plant, place)) return [moduleId(place.string, place.position)]
  }
  const string = STRING_ALONE.exec(text)
  if (string) return ofString(plant, Number(string[1]), most)
  return room && text.length >= 4 ? bySerial(text, room, most) : []
}

function ofString(plant: PlantConfiguration, number: number, most: number): string[] {
  const count = plant.strings.find(string => string.number === number)?.count ?? 0
  return Array.from({ length: Math.min(count, most) }, (_, i) => moduleId(number, i + 1))
}

function bySerial(text: string, room: RoomReader, most: number): string[] {
  const wanted = text.toUpperCase()
  const found: string[] = []
  for (const id of room.ids('module')) {
    const serial = room.field('module', id, 'serial')?.value
    if (typeof serial === 'string' && serial.toUpperCase().endsWith(wanted)) found.push(id)
    if (found.length === most) break
  }
  return found
}

/** The other module that carries this very serial number: two never have the same. */
export function moduleWithSerial(serial: string, room: RoomReader, except: string): string | undefined {
  const wanted = serial.trim().toUpperCase()
  for (const id of room.ids('module')) {
    const value = room.field('module', id, 'serial')?.value
    if (id !== except && typeof value === 'string' && value.toUpperCase() === wanted) return id
  }
  return undefined
}
