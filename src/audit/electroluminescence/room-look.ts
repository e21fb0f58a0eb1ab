import type { RoomReader } from '#kernel/record/change.ts'
import { type CellLook, packLook } from '../plant-grid/grid-look.ts'
import { asStatus } from './module.ts'

/** How a module of the room looks on the grid. What the server has not numbered yet is only on this device. */
export function lookOf(room: RoomReader, id: string, noted: boolean): number {
  const state = room.field('module', id, 'status')
  const look: CellLook = { status: asStatus(state?.value), local: state?.stamp.number === 0, noted }
  const lost = state?.contested?.at(-1)
  return packLook(lost ? { ...look, contested: asStatus(lost.value) } : look)
}
