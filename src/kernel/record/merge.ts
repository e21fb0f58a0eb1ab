import { sameValue } from './canonical.ts'
import type { Change, ChangeSet, Entry, FieldState, LostValue, RoomReader, Stamp } from './change.ts'

/** A field as it stands after an entry. */
export interface FieldWrite {
  kind: string
  record: string
  field: string
  state: FieldState
}

/** One key for a field of a room; the separator cannot occur in a kind or a record id. */
function fieldKey({ kind, record, field }: { kind: string; record: string; field: string }): string {
  return `${kind}\n${record}\n${field}`
}

/**
 * Numbers and merges a change set, field by field, in the order of arrival. What a colleague decided and the author could not have seen
 * stays beside the field as a lost value. An entry whose changes all say what is already there has no change left: it still gets a number.
 */
export function merge(room: RoomReader, set: ChangeSet, person: string, number: number, at: string): Entry {
  const changes: Change[] = []
  const contested: NonNullable<Entry['contested']> = []
  for (const change of oneByField(set.changes)) {
    const merged = mergeField(room.field(change.kind, change.record, change.field), change, set, person)
    if (!merged) continue
    changes.push(merged.change)
    const { kind, record, field } = change
    contested.push(...merged.lost.map(lost => ({ kind, record, field, lost })))
  }
  const { id, device, undoes, label } = set
  const entry: Entry = { number, id, by: person, device, at, changes }
  if (contested.length > 0) entry.contested = contested
  if (undoes !== undefined) entry.undoes = undoes
  if (label !== undefined) entry.label = label
  return entry
}

function mergeField(now: FieldState | undefined, change: Change, set: ChangeSet, person: string) {
  const { kind, record, field, to } = change
  if (!now) return { change: { kind, record, field, to }, lost: [] }
  const seen = now.stamp.number <= set.base
  const same = sameValue(now.value, to)
  const confirms = same && seen && now.contested !== undefined
  if (same && !confirms) return undefined
  return { change: { kind, record, field, from: now.value, to }, lost: seen ? [] : lostTo(change, now, ownStamp(now.stamp, set, person)) }
}

/** A person's earlier change from the same device is never a conflict: it waited in the same queue. */
function ownStamp(stamp: Stamp, set: ChangeSet, person: string): boolean {
  return stamp.device === set.device && stamp.by === person
}

function lostTo(change: Change, now: FieldState, own: boolean): LostValue[] {
  const earlier = now.contested ?? []
  const lost = own ? earlier : [...earlier, { value: now.value, ...now.stamp }]
  return lost.filter(candidate => !sameValue(candidate.value, change.to))
}

/** A set that touches a field twice means its last word. */
function oneByField(changes: Change[]): Iterable<Change> {
  return new Map(changes.map(change => [fieldKey(change), change])).values()
}

/** Every field that an entry decides, as it stands after it. The entry alone tells: no state is needed. */
export function fieldsAfter(entry: Entry): FieldWrite[] {
  const { number, by, at, device } = entry
  const stamp: Stamp = { number, by, at, device }
  const lost = new Map<string, LostValue[]>()
  for (const item of entry.contested ?? []) {
    const key = fieldKey(item)
    lost.set(key, [...(lost.get(key) ?? []), item.lost])
  }
  return entry.changes.map(({ kind, record, field, to }) => {
    const contested = lost.size > 0 ? lost.get(fieldKey({ kind, record, field })) : undefined
    return { kind, record, field, state: contested ? { value: to, stamp, contested } : { value: to, stamp } }
  })
}
