import { expect, test } from 'vitest'
import { mark, roomWith, stringsOf } from '../../../tests/audit-room.ts'
import { checkedConfiguration, configurationOf, uniformPlant } from './configuration.ts'
import { archivedModules, planConfigurationChange } from './configuration-change.ts'

test('shrinking the plant shows what disappears and keeps what has results', () => {
  const room = roomWith([...stringsOf(22, 22), mark('S2-3', 'dead'), mark('S1-21', 'pending')])
  const plan = planConfigurationChange(room, checkedConfiguration([{ number: 1, count: 26 }]))
  expect(plan.appear).toEqual(['S1-23', 'S1-24', 'S1-25', 'S1-26'])
  expect([plan.disappear.length, plan.before, plan.after]).toEqual([22, 44, 26])
  expect(plan.archived).toEqual(['S2-3'])
  room.take(plan.changes)
  expect(configurationOf(room).strings).toEqual([{ number: 1, count: 26 }])
  expect(archivedModules(room)).toEqual(['S2-3'])
})

test('a string that comes back brings its results back', () => {
  const room = roomWith([...stringsOf(2, 2), mark('S2-1', 'dead')])
  room.take(planConfigurationChange(room, uniformPlant(1, 2)).changes)
  room.take(planConfigurationChange(room, uniformPlant(2, 2)).changes)
  expect(archivedModules(room)).toEqual([])
  expect(configurationOf(room)).toEqual(uniformPlant(2, 2))
})

test('the configuration that is already there changes nothing', () => {
  const room = roomWith([])
  const wanted = checkedConfiguration([{ number: 1, count: 4, label: 'A1', direction: 'left' }])
  room.take(planConfigurationChange(room, wanted).changes)
  expect(planConfigurationChange(room, wanted).changes).toEqual([])
})
