import { expect, test } from 'vitest'
import { csvFixture, mark, roomWith, stringsOf } from '../../../tests/audit-room.ts'
import { progressOf } from './progress.ts'
import { statusFromOldKey } from './status.ts'

function production(file: string, ...counts: number[]) {
  const marks = csvFixture(file).map(row => mark(row.module_identifier!, statusFromOldKey(row.defect_type!)!))
  return progressOf(roomWith([...stringsOf(...counts), ...marks]))
}

test('JALIBAT: 58 OK, 2 microcracks, 182 dead, severity 550, and the same per string', () => {
  const progress = production('jalibat_el_modules_2025-10-27.csv', 26, ...Array(9).fill(24))
  expect([progress.done, progress.total, progress.completion, progress.severity]).toEqual([242, 242, 100, 550])
  expect(progress.byStatus).toMatchObject({ ok: 58, microcracks: 2, dead: 182, inequality: 0, pending: 0 })
  expect(progress.strings.map(({ byStatus }) => `${byStatus.ok}/${byStatus.dead}`)).toEqual([
    '18/8',
    '6/18',
    '2/22',
    '2/22',
    '7/17',
    '5/19',
    '3/19',
    '8/16',
    '2/22',
    '5/19',
  ])
})

test('LES FORGES: 135 inequality, 85 microcracks, severity 305, and the same per string', () => {
  const progress = production('lesforges_el_modules_2025-10-27.csv', ...Array(11).fill(20))
  expect(progress.byStatus).toMatchObject({ inequality: 135, microcracks: 85 })
  expect(progress.severity).toBe(305)
  expect(progress.strings.map(({ byStatus }) => `${byStatus.inequality}/${byStatus.microcracks}`)).toEqual([
    '12/8',
    '16/4',
    '16/4',
    '13/7',
    '14/6',
    '11/9',
    '16/4',
    '9/11',
    '11/9',
    '10/10',
    '7/13',
  ])
})

test('a status taken back and a module outside the plant do not count as done', () => {
  const progress = progressOf(roomWith([...stringsOf(2), mark('S1-1', 'pending'), mark('S9-9', 'dead')]))
  expect([progress.done, progress.total, progress.byStatus.pending, progress.completion]).toEqual([0, 2, 2, 0])
})

test('a plant without modules has no completion rather than a wrong one', () => {
  expect(progressOf(roomWith([])).completion).toBeNull()
})
