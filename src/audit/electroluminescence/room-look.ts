import type { RoomReader } from '#kernel/record/change.ts'
import { type CellLook, packLook } from './grid-look.ts'
import { asStatus } from './module.ts'

/** What is known only here, and what has something written or photographed. */
export interface LookFacts {
  local(id: string): boolean
  noted(id: string): boolean
}

/** How a module of the room looks on the grid. */
export function lookOf(room: RoomReader, id: string, facts: LookFacts): number {
  const state = room.field('module', id, 'status')
  const look: CellLook = { status: asStatus(state?.value), local: facts.local(id), noted: facts.noted(id) }
  const lost = state?.contested?.at(-1)
  return packLook(lost ? { ...look, contested: asStatus(lost.value) } : look)
}
