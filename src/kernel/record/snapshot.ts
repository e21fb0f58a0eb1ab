import type { Snapshot } from '#kernel/sync/protocol.ts'
import type { RoomReader, Stamp } from './change.ts'
import { ColumnWriter, type Written } from './column-writer.ts'

export interface Room extends Pick<Snapshot, 'room' | 'sort' | 'number' | 'head' | 'people'> {
  /** The fields met in each kind. */
  fields: ReadonlyMap<string, Iterable<string>>
  reader: RoomReader
}

export const NO_STAMP: Stamp = { number: 0, by: '', at: '', device: '' }

/** Writes a room as columns, whatever its state is kept in. Equal rooms give equal snapshots when their records come in the same order. */
export function snapshotOf({ fields, reader, room, sort, number, head, people }: Room): Snapshot {
  const writer = new ColumnWriter()
  const stamps = new Map([[0, NO_STAMP]])
  for (const [kind, names] of fields) {
    const sorted = [...names]
    for (const id of reader.ids(kind)) {
      const written: [string, Written][] = []
      for (const field of sorted) {
        const state = reader.field(kind, id, field)
        if (!state) continue
        stamps.set(state.stamp.number, state.stamp)
        const lost = state.contested ? { contested: state.contested } : {}
        written.push([field, { value: state.value, number: state.stamp.number, ...lost }])
      }
      writer.record(kind, id, written)
    }
  }
  return {
    ...{ room, sort, number, head, people },
    stamps: writer.numbers.map(each => stamps.get(each)!),
    kinds: writer.kinds(),
    contested: writer.contested,
  }
}
