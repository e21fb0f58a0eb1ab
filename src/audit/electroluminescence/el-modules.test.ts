import { expect, test } from 'vitest'
import { mark, roomWith, stringsOf } from '../../../tests/audit-room.ts'
import { elModules } from './el-modules.ts'

const room = roomWith([...stringsOf(2, 2), mark('S1-2', 'dead'), mark('S9-1', 'microcracks')])

test('the whole audit comes in string order, with what the configuration no longer has beside', () => {
  const { modules, ...rest } = elModules('abc', room, 7)
  expect(rest).toEqual({ audit_token: 'abc', total_modules: 4, archived: ['S9-1'], cursor: 7 })
  expect(modules.map(module => module.module_identifier)).toEqual(['S1-1', 'S1-2', 'S2-1', 'S2-2'])
})

test('what the screen shows is taken as it is shown, and counted so', () => {
  const shown = elModules('abc', room, 7, ['S2-1', 'S1-2'])
  expect(shown.total_modules).toBe(2)
  expect(shown.modules.map(module => [module.module_identifier, module.status])).toEqual([
    ['S2-1', 'pending'],
    ['S1-2', 'dead'],
  ])
  expect(Object.keys(shown.modules[0]!)).toEqual(Object.keys(elModules('abc', room, 7).modules[0]!))
})
