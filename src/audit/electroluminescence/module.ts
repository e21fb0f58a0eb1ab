import * as z from 'zod/mini'
import { type Change, DELETED, type RecordState, type RoomReader, type Value } from '#kernel/record/change.ts'
import { defineRecord } from '#kernel/record/definition.ts'
import { MODULE_ID } from '../plant/module-id.ts'
import { isStatus, type Status, severityOf } from './status.ts'

const place = z.nullable(z.int().check(z.minimum(-10_000), z.maximum(100_000)))

/** What is known of one module. A module without a record waits to be judged. Every field may be taken back to `null`. */
export const moduleRecord = defineRecord({
  kind: 'module',
  id: MODULE_ID,
  fields: {
    /** One of `status.ts`; the rule of the audit room refuses others with a sentence that names them. */
    status: z.nullable(z.string().check(z.maxLength(60))),
    'tag:*': z.nullable(z.literal(true)),
    serial: z.nullable(z.string().check(z.maxLength(100))),
    row: place,
    column: place,
    [DELETED]: z.nullable(z.boolean()),
  },
})

/** The status of a module now; `pending` as long as nobody judged it. */
export function statusOf(room: RoomReader, id: string): Status {
  return asStatus(room.field('module', id, 'status')?.value)
}

export function asStatus(value: Value | undefined): Status {
  return isStatus(value) ? value : 'pending'
}

/** One act of marking: the same status for one module or a whole selection. Modules that already have it stay out. */
export function markModules(room: RoomReader, ids: Iterable<string>, status: Status): Change[] {
  return [...ids].map(id => fieldChange(room, 'module', id, 'status', status)).filter(change => asStatus(change.from) !== status)
}

/** A change from what the room shows now, ready to be sent. */
export function fieldChange(room: RoomReader, kind: string, record: string, field: string, to: Value): Change {
  const from = room.field(kind, record, field)?.value
  return from === undefined ? { kind, record, field, to } : { kind, record, field, from, to }
}

/** Defect tags set on a module. */
export function tagsOf(room: RoomReader, id: string): string[] {
  return tagsOfRecord(room.record('module', id) ?? {})
}

export function tagsOfRecord(record: RecordState): string[] {
  return Object.entries(record)
    .filter(([field, state]) => field.startsWith('tag:') && state.value === true)
    .map(([field]) => field.slice('tag:'.length))
    .sort()
}

/** Severity as a number to compare: a module not judged comes before OK. */
export function severityOfValue(value: Value | undefined): number {
  return severityOf(asStatus(value)) ?? -1
}
