import { expect, test } from 'vitest'
import { type Actor, roleIn } from './role.ts'

const guest: Actor = {
  organisation: 'o',
  person: 'p',
  name: 'Invitée',
  by: 'link',
  role: 'client',
  device: 'd',
  grants: [
    { room: 'managed', scope: 'manage' },
    { room: 'written', scope: 'write' },
  ],
}

test('whoever may manage one room is a lead there and nowhere else', () => {
  expect(['managed', 'written', 'other'].map(room => roleIn(guest, room))).toEqual(['lead', 'client', 'client'])
  expect(roleIn({ ...guest, role: 'admin' }, 'managed')).toBe('admin')
})
