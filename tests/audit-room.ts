import { readFileSync } from 'node:fs'
import type { Change, FieldState, LostValue, RecordState, RoomReader } from '#kernel/record/change.ts'

/** A room in memory with these changes in it, all decided by one person. */
export function roomWith(
  changes: Change[],
  by = 'adrien',
): RoomReader & { take(more: Change[], who?: string): void; contest(lost: LostValue, change: Change): void } {
  const kinds = new Map<string, Map<string, RecordState>>()
  let number = 0
  function put({ kind, record, field, to }: Change, who: string): FieldState {
    const records = kinds.get(kind) ?? new Map<string, RecordState>()
    kinds.set(kind, records)
    const state: FieldState = {
      value: to,
      stamp: { number, by: who, at: `2025-10-27T21:00:${String(number % 60).padStart(2, '0')}.000Z`, device: who },
    }
    records.set(record, { ...records.get(record), [field]: state })
    return state
  }
  function take(more: Change[], who = by): void {
    number++
    for (const change of more) put(change, who)
  }
  take(changes)
  return {
    field: (kind, record, field) => kinds.get(kind)?.get(record)?.[field],
    record: (kind, record) => kinds.get(kind)?.get(record),
    ids: kind => kinds.get(kind)?.keys() ?? [],
    each(kind, field, visit) {
      for (const [record, fields] of kinds.get(kind) ?? []) if (fields[field]) visit(record, fields[field])
    },
    take,
    contest(lost, change) {
      put(change, by).contested = [lost]
    },
  }
}

/** The string records of a plant. */
export function stringsOf(...counts: number[]): Change[] {
  return counts.map((count, i) => ({ kind: 'string', record: String(i + 1), field: 'count', to: count }))
}

export function mark(module: string, status: string): Change {
  return { kind: 'module', record: module, field: 'status', to: status }
}

/** A file of the two audits that were in production. */
export function auditFixture(name: string): string {
  return readFileSync(new URL(`./fixtures/audit/${name}`, import.meta.url), 'utf8')
}

/** Rows of a simple CSV fixture, by column name. */
export function csvFixture(name: string): Record<string, string>[] {
  const [head, ...lines] = auditFixture(name).trim().split('\n')
  const names = head!.split(',')
  return lines.map(line => Object.fromEntries(line.split(',').map((cell, i) => [names[i]!, cell])))
}
