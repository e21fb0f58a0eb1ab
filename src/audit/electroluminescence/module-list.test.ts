import { expect, test } from 'vitest'
import type { FieldState, RecordState, RoomReader, Value } from '#kernel/record/change.ts'
import { uniformPlant } from '../plant/configuration.ts'
import { type ModuleFilter, moduleRows, shownModules } from './module-list.ts'

function roomOf(values: Record<string, Record<string, Record<string, Value>>>): RoomReader {
  const stateOf = (value: Value): FieldState => ({ value, stamp: { number: 1, by: 'sophie', at: '2025-10-24T22:00:00Z', device: 'd' } })
  const record = (kind: string, id: string): RecordState | undefined => {
    const fields = values[kind]?.[id]
    return fields && Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, stateOf(value)]))
  }
  const ids = (kind: string) => Object.keys(values[kind] ?? {})
  return {
    record,
    ids,
    field: (kind, id, field) => record(kind, id)?.[field],
    each(kind, field, visit) {
      for (const id of ids(kind)) if (record(kind, id)?.[field]) visit(id, record(kind, id)![field]!)
    },
  }
}

const plant = uniformPlant(2, 3)
const room = roomOf({
  module: { 'S1-2': { status: 'dead', serial: 'AB1234' }, 'S2-3': { status: 'ok' } },
  comment: { c: { module: 'S2-3', text: 'verre fêlé' } },
})
const rows = moduleRows(room, plant)
const filter: ModuleFilter = { text: '', status: 'all', sort: 'module', descending: false }
const shown = (asked: Partial<ModuleFilter>) => shownModules(rows, { ...filter, ...asked }, plant, room).map(row => row.id)

test('every module of the plant is listed in string order, judged or not', () => {
  expect(shown({})).toEqual(['S1-1', 'S1-2', 'S1-3', 'S2-1', 'S2-2', 'S2-3'])
})

test('a search reads a module, a string, a serial number, or looks in the comments', () => {
  expect(shown({ text: '1-2' })).toEqual(['S1-2'])
  expect(shown({ text: 'S2' })).toEqual(['S2-1', 'S2-2', 'S2-3'])
  expect(shown({ text: '1234' })).toEqual(['S1-2'])
  expect(shown({ text: 'fêlé' })).toEqual(['S2-3'])
})

test('the worst come first when sorted by severity, and one status can be kept', () => {
  expect(shown({ sort: 'severity', descending: true })[0]).toBe('S1-2')
  expect(shown({ status: 'ok' })).toEqual(['S2-3'])
})
