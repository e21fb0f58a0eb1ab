import { expect, test } from 'vitest'
import { mark, roomWith, stringsOf } from '../../../tests/audit-room.ts'
import { lowersAnother, modulesToConfirm } from './attention.ts'

const room = roomWith([...stringsOf(3), mark('S1-1', 'microcracks'), mark('S1-2', 'ok')], 'sophie')

test("making somebody else's defect less serious asks first", () => {
  expect(lowersAnother(mark('S1-1', 'ok'), room, 'adrien')).toBe(true)
  expect(lowersAnother(mark('S1-1', 'pending'), room, 'adrien')).toBe(true)
})

test("a worse verdict, a first one, one's own and an OK taken back do not", () => {
  expect(lowersAnother(mark('S1-1', 'dead'), room, 'adrien')).toBe(false)
  expect(lowersAnother(mark('S1-3', 'ok'), room, 'adrien')).toBe(false)
  expect(lowersAnother(mark('S1-1', 'ok'), room, 'sophie')).toBe(false)
  expect(lowersAnother(mark('S1-2', 'pending'), room, 'adrien')).toBe(false)
})

test('a module with two concurrent verdicts waits for a confirmation', () => {
  const shared = roomWith([...stringsOf(3)])
  shared.contest({ value: 'ok', number: 1, by: 'sophie', at: '2025-10-27T21:00:00.000Z', device: 'a' }, mark('S1-3', 'dead'))
  expect(modulesToConfirm(shared)).toEqual(['S1-3'])
})
