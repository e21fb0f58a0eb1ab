import type { Packed } from '#kernel/sync/protocol.ts'
import { sameValue } from './canonical.ts'
import type { Change, Value } from './change.ts'
import { packRuns, unpackRuns } from './run-length.ts'

/** A kind and field that occurs in a list of changes, with its values in the order they occur. `[]` is an absent `from`. */
interface Group {
  kind: string
  field: string
  from: Packed<[] | [Value]>
  to: Packed<Value>
}

/**
 * A list of changes as few words: an import that gives each of 100,000 modules a status and a serial number names the two fields once.
 * `shapes` says, for each run of neighbours on one record, which groups it takes from; `records` names that record.
 */
export interface PackedChanges {
  groups: Group[]
  shapes: Packed<number[]>
  records: string[]
}

export function packChanges(changes: Change[]): PackedChanges {
  const indexes = new Map<string, number>()
  const members: Change[][] = []
  const shapes: number[][] = []
  const records: string[] = []
  for (const change of changes) {
    const name = `${change.kind}\n${change.field}`
    const index = indexes.get(name) ?? indexes.set(name, indexes.size).size - 1
    members[index] ??= []
    members[index].push(change)
    if (shapes.length === 0 || records.at(-1) !== change.record) {
      shapes.push([])
      records.push(change.record)
    }
    shapes.at(-1)!.push(index)
  }
  return { groups: members.map(packGroup), shapes: packRuns(shapes, sameValue), records }
}

function packGroup(changes: Change[]): Group {
  const { kind, field } = changes[0]!
  const from = changes.map((change): [] | [Value] => (change.from === undefined ? [] : [change.from]))
  return {
    kind,
    field,
    from: packRuns(from, sameValue),
    to: packRuns(
      changes.map(change => change.to),
      sameValue,
    ),
  }
}

export function unpackChanges(packed: PackedChanges): Change[] {
  const readers = packed.groups.map(group => ({ ...group, from: unpackRuns(group.from), to: unpackRuns(group.to) }))
  const changes: Change[] = []
  let position = 0
  for (const shape of unpackRuns(packed.shapes)) {
    const record = packed.records[position++]!
    for (const index of shape) {
      const { kind, field, from, to } = readers[index]!
      const [before] = from.next().value as [] | [Value]
      changes.push({ kind, record, field, ...(before === undefined ? {} : { from: before }), to: to.next().value as Value })
    }
  }
  return changes
}
