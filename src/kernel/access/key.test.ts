import cookie from '@fastify/cookie'
import Fastify from 'fastify'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { onBothEngines, TEST_KEY } from '../../../tests/databases.ts'
import { openAccess } from './access.server.ts'
import { createKey } from './key.server.ts'
import { namesOf } from './names.server.ts'

onBothEngines('keys', [], database => {
  test('a key made from the command line makes its organisation and speaks for it', async () => {
    const made = await createKey(database(), { organisation: 'Atelier', role: 'lead' })
    const again = await createKey(database(), { organisation: 'Atelier', role: 'viewer' })
    expect(again.organisation).toBe(made.organisation)
    expect([made.beside, again.beside]).toEqual([[], undefined])
    const mistyped = await createKey(database(), { organisation: 'Atelir', role: 'viewer' })
    expect(mistyped.beside).toEqual(['Atelier'])
    const names = await database().inOrganisation(made.organisation, query => namesOf(query, [made.id]))
    expect(names).toEqual({ [made.id]: 'Terminal' })
    const access = openAccess({ database: database(), key: TEST_KEY, log: pino({ level: 'silent' }) })
    const app = Fastify()
    await app.register(cookie)
    app.get('/', request => access.authenticate(request))
    const answer = await app.inject({ url: '/', headers: { authorization: `Bearer ${made.key}` } })
    expect(answer.json()).toMatchObject({ organisation: made.organisation, role: 'lead', by: 'key' })
  })
})
