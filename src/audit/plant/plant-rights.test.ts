import { expect, test } from 'vitest'
import type { Rights } from '#kernel/access/role.ts'
import { roomWith, stringsOf } from '../../../tests/audit-room.ts'
import type { PlantState } from './plant-record.ts'
import { plantRights } from './plant-rights.ts'

const of = (role: Rights['role'], scope?: Rights['grants'][number]['scope']): Rights => ({
  role,
  grants: scope ? [{ room: 'jalibat', scope }] : [],
})

/** "change, move" in each state of the plant. */
function may(rights: Rights): string[] {
  return (['draft', 'validated', 'locked'] as PlantState[]).map(state => {
    const room = roomWith([...stringsOf(26), { kind: 'plant', record: 'plant', field: 'state', to: state }])
    const { change, move } = plantRights({ token: 'jalibat', room, me: 'sophie', rights })
    return [change && 'change', move && 'move'].filter(Boolean).join(' ')
  })
}

test('whoever may only read changes nothing of a configuration, whatever its state', () => {
  for (const rights of [of('viewer'), of('client'), of('client', 'read')]) expect(may(rights)).toEqual(['', '', ''])
})

test('a technician corrects a draft; a lead also validates, locks and opens again', () => {
  for (const rights of [of('technician'), of('client', 'write')]) expect(may(rights)).toEqual(['change', '', ''])
  for (const rights of [of('lead'), of('client', 'manage')]) expect(may(rights)).toEqual(['change move', 'change move', 'move'])
})
