import * as z from 'zod/mini'
import type { Change, ChangeSet, RoomReader, Value } from './change.ts'
import { type RoomDefinition, schemaOf } from './definition.ts'
import { DraftState } from './draft-state.ts'
import { refuseChange } from './refusals.ts'

/** What one device may change in one act; an import on the server sets its own limit. */
export const MOST_CHANGES = 5_000

const VALUE: z.ZodMiniType<Value> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(VALUE), z.record(z.string(), VALUE)]),
)

const CHANGE = z.strictObject({
  kind: z.string().check(z.maxLength(64)),
  record: z.string().check(z.maxLength(128)),
  field: z.string().check(z.maxLength(128)),
  from: z.optional(VALUE),
  to: VALUE,
})

const CHANGE_SET = z.strictObject({
  id: z.uuid(),
  room: z.string().check(z.maxLength(128)),
  base: z.int().check(z.nonnegative()),
  device: z.string().check(z.minLength(1), z.maxLength(128)),
  at: z.iso.datetime(),
  changes: z.array(CHANGE),
  undoes: z.optional(z.uuid()),
  label: z.optional(z.string().check(z.maxLength(128))),
})

/** Reads a change set that came from outside; throws the refusal that says where it is malformed. */
export function readChangeSet(input: unknown): ChangeSet {
  const read = CHANGE_SET.safeParse(input)
  if (!read.success) throw refuseChange('malformed-change-set', { where: read.error.issues[0]?.path.join('.') || 'change set' })
  return read.data as ChangeSet
}

export interface Judgement {
  definition: RoomDefinition
  room: RoomReader
  author: { person: string; role: string }
  mostChanges?: number
}

/** May this set be taken? Throws the first refusal; a set that passes is taken whole. */
export function judge(set: ChangeSet, { definition, room, author, mostChanges = MOST_CHANGES }: Judgement): void {
  if (set.changes.length === 0) throw refuseChange('no-changes')
  if (set.changes.length > mostChanges) throw refuseChange('too-many-changes', { count: set.changes.length, most: mostChanges })
  const kinds = new Map(definition.records.map(record => [record.kind, record]))
  // Each change is judged in the room that those before it leave: an import may bring a string and mark its modules.
  const soFar = new DraftState(room)
  const stamp = { number: set.base, by: author.person, at: set.at, device: set.device }
  for (const change of set.changes) {
    judgeShape(change, kinds)
    for (const rule of definition.rules) {
      const refusal = rule(change, soFar, author)
      if (refusal) throw refusal
    }
    soFar.lay([{ ...change, state: { value: change.to, stamp } }])
  }
}

/** `null` is accepted by every field: it is how a first decision is taken back. */
function judgeShape({ kind, record, field, to }: Change, kinds: Map<string, RoomDefinition['records'][number]>): void {
  const definition = kinds.get(kind)
  if (!definition) throw refuseChange('unknown-kind', { kind })
  if (!definition.id.test(record)) throw refuseChange('bad-record-id', { kind, record })
  const schema = schemaOf(definition, field)
  if (!schema) throw refuseChange('unknown-field', { kind, field })
  if (to !== null && !schema.safeParse(to).success) throw refuseChange('bad-value', { record, field })
}
