import fc from 'fast-check'
import type { Change, ChangeSet, Entry, Value } from './change.ts'
import { merge } from './merge.ts'
import { RoomState } from './room-state.ts'

/** What property tests draw rooms from. */
export const value: fc.Arbitrary<Value> = fc.oneof(
  fc.constantFrom<Value>('ok', 'dead', '', null, true, false, 0, 1.5),
  fc.array(fc.integer(), { maxLength: 2 }),
  fc.dictionary(fc.constantFrom('a', 'b'), fc.boolean(), { noNullPrototype: true }),
)

export const change: fc.Arbitrary<Change> = fc
  .record({
    kind: fc.constantFrom('module', 'comment'),
    record: fc.constantFrom('S1-1', 'S1-2', 'S2-1'),
    field: fc.constantFrom('status', 'tag:hotspot', 'deleted'),
    from: fc.option(value, { nil: undefined }),
    to: value,
  })
  .map(({ from, ...rest }) => (from === undefined ? rest : { ...rest, from }))

export interface Step {
  device: string
  /** How far behind the server its author was. */
  behind: number
  changes: Change[]
}

export const step: fc.Arbitrary<Step> = fc.record({
  device: fc.constantFrom('tablet A', 'tablet B', 'tablet C'),
  behind: fc.nat(4),
  changes: fc.array(change, { minLength: 1, maxLength: 4 }),
})

export function changeSet(room: RoomState, { device, behind, changes }: Step): ChangeSet {
  const id = `set ${room.number + 1}`
  return { id, room: room.room, base: Math.max(0, room.number - behind), device, at: '2026-01-01T00:00:00Z', changes }
}

/** Takes steps one after the other, as the server does. */
export function history(steps: Step[]): { state: RoomState; entries: Entry[] } {
  const state = new RoomState('plant', 'audit')
  const entries = steps.map(taken => {
    const entry = merge(state, changeSet(state, taken), `person of ${taken.device}`, state.number + 1, '2026-01-01T00:00:00Z')
    state.apply(entry)
    return entry
  })
  return { state, entries }
}

/** Every decided field, whatever order its record came in. */
export function written(state: RoomState): Record<string, unknown> {
  const fields: Record<string, unknown> = {}
  for (const kind of state.kinds()) {
    for (const id of state.ids(kind)) {
      for (const [field, decided] of Object.entries(state.record(kind, id) ?? {})) fields[`${kind} ${id} ${field}`] = decided
    }
  }
  return fields
}
