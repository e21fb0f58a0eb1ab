import type { Column, Snapshot } from '#kernel/sync/protocol.ts'
import { sameValue } from './canonical.ts'
import type { FieldState, RoomReader, Stamp, Value } from './change.ts'
import { packRuns } from './run-length.ts'

export interface Room extends Pick<Snapshot, 'room' | 'sort' | 'number' | 'head' | 'people'> {
  /** The fields met in each kind. */
  fields: ReadonlyMap<string, Iterable<string>>
  reader: RoomReader
}

/** Writes a room as columns, whatever its state is kept in. Equal rooms give equal snapshots when their records come in the same order. */
export function snapshotOf({ fields, reader, room, sort, number, head, people }: Room): Snapshot {
  const stamps = new StampDictionary()
  const contested: Snapshot['contested'] = []
  const kinds: Snapshot['kinds'] = {}
  for (const [kind, names] of fields) {
    const ids = [...reader.ids(kind)]
    const columns: Record<string, Column> = {}
    for (const field of names) {
      const states = ids.map(id => reader.field(kind, id, field))
      columns[field] = columnOf(states, stamps)
      for (const [row, state] of states.entries()) {
        if (state?.contested) contested.push({ kind, record: ids[row]!, field, lost: state.contested })
      }
    }
    kinds[kind] = { ids, fields: columns }
  }
  return { room, sort, number, head, stamps: stamps.all, kinds, contested, people }
}

function columnOf(states: (FieldState | undefined)[], stamps: StampDictionary): Column {
  return {
    values: packRuns(
      states.map((state): Value => state?.value ?? null),
      sameValue,
    ),
    stamps: packRuns(states.map(state => (state ? stamps.indexOf(state.stamp) : 0))),
  }
}

/** Each stamp once: everything an entry decided bears the same one, so its number names it. */
class StampDictionary {
  readonly all: Snapshot['stamps'] = [{ number: 0, by: '', at: '', device: '' }]
  readonly #indexes = new Map<number, number>()

  indexOf(stamp: Stamp): number {
    const known = this.#indexes.get(stamp.number)
    if (known !== undefined) return known
    this.#indexes.set(stamp.number, this.all.length)
    return this.all.push(stamp) - 1
  }
}
