import { expect, test } from 'vitest'
import type { Change, RoomReader } from '#kernel/record/change.ts'
import { mark, roomWith, stringsOf } from '../../../tests/audit-room.ts'
import { addComment } from '../electroluminescence/comment.ts'
import { auditRoom } from './room.ts'

const COMMENT = '0b5a3c1e-3f1d-4c59-9a3e-0b1f3c1a2b3c'

function refused(change: Change, room: RoomReader, role = 'technician', person = 'adrien'): string | undefined {
  return auditRoom.rules.map(rule => rule(change, room, { person, role })).find(refusal => refusal !== undefined)?.code
}

function plant(field: string, to: string | number): Change {
  return { kind: 'plant', record: 'plant', field, to }
}

test('a module of the plant is marked, another is refused', () => {
  const room = roomWith(stringsOf(26, 24))
  expect(refused(mark('S2-24', 'dead'), room)).toBeUndefined()
  expect(refused(mark('S2-25', 'dead'), room)).toBe('module-not-in-configuration')
  expect(refused({ kind: 'comment', record: COMMENT, field: 'module', to: 'S3-1' }, room)).toBe('module-not-in-configuration')
})

test('an unknown status is refused', () => {
  expect(refused(mark('S1-1', 'hot_spot'), roomWith(stringsOf(2)))).toBe('unknown-status')
})

test('a comment of 10,000 characters is taken, one of a megabyte is refused', () => {
  const room = roomWith(stringsOf(2))
  expect(refused(addComment(COMMENT, 'S1-1', 'x'.repeat(10_000))[1]!, room)).toBeUndefined()
  expect(refused(addComment(COMMENT, 'S1-1', 'x'.repeat(1 << 20))[1]!, room)).toBe('comment-too-long')
})

test('a written comment is not changed, and removed by its author or a lead alone', () => {
  const room = roomWith([...stringsOf(2), ...addComment(COMMENT, 'S1-1', 'verre intact')], 'sophie')
  const remove: Change = { kind: 'comment', record: COMMENT, field: 'deleted', to: true }
  expect(refused(addComment(COMMENT, 'S1-1', 'autre')[1]!, room, 'lead', 'sophie')).toBe('comment-kept')
  expect(refused(remove, room)).toBe('comment-of-another')
  expect(refused(remove, room, 'lead')).toBeUndefined()
  expect(refused(remove, room, 'technician', 'sophie')).toBeUndefined()
})

test('a draft is anybody’s, a validated configuration a lead’s, a locked one nobody’s', () => {
  const count: Change = { kind: 'string', record: '1', field: 'count', to: 30 }
  const draft = roomWith(stringsOf(26))
  expect(refused(count, draft)).toBeUndefined()
  expect(refused(plant('state', 'validated'), draft)).toBe('configuration-of-lead')
  const validated = roomWith([...stringsOf(26), plant('state', 'validated')])
  expect(refused(count, validated)).toBe('configuration-of-lead')
  expect(refused(count, validated, 'lead')).toBeUndefined()
  const locked = roomWith([...stringsOf(26), plant('state', 'locked')])
  expect(refused(count, locked, 'owner')).toBe('configuration-locked')
  expect(refused(mark('S1-1', 'ok'), locked)).toBeUndefined()
})

test('a lead unlocks with a reason, and the next lock forgets it', () => {
  const room = roomWith([...stringsOf(26), plant('state', 'locked')])
  expect(refused(plant('state', 'draft'), room, 'lead')).toBe('unlock-needs-reason')
  expect(refused(plant('unlockReason', 'String 11 oublié'), room, 'lead')).toBeUndefined()
  room.take([plant('unlockReason', 'String 11 oublié')])
  expect(refused(plant('state', 'draft'), room, 'lead')).toBeUndefined()
  const lock = plant('state', 'locked')
  expect(auditRoom.behaviours.flatMap(follow => follow([lock], room))).toEqual([
    { kind: 'plant', record: 'plant', field: 'unlockReason', from: 'String 11 oublié', to: null },
  ])
})
