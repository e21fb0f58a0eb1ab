import type { Change, RoomReader } from '#kernel/record/change.ts'
import { isConfigured } from '../plant/configuration.ts'
import { compareModules } from '../plant/module-id.ts'
import { asStatus, severityOfValue } from './module.ts'

/**
 * Does this change make a defect that somebody else saw look less serious, or unseen? The screen then asks before it sends. A first
 * verdict, one's own correction and a more serious verdict never ask.
 */
export function lowersAnother(change: Change, room: RoomReader, me: string): boolean {
  if (change.kind !== 'module' || change.field !== 'status') return false
  const now = room.field('module', change.record, 'status')
  if (!now || now.stamp.by === me) return false
  return severityOfValue(change.to) < severityOfValue(now.value) && asStatus(now.value) !== 'ok'
}

/** Modules on which two people decided differently without seeing one another, in string order. */
export function modulesToConfirm(room: RoomReader): string[] {
  const found: string[] = []
  for (const id of room.ids('module')) {
    if (isConfigured(room, id) && Object.values(room.record('module', id) ?? {}).some(state => state.contested?.length)) found.push(id)
  }
  return found.sort(compareModules)
}
