import { expect, test } from 'vitest'
import {
  firstSignInAddress,
  inviteUser,
  listUsers,
  makeFirstOrganisation,
  passwordAddress,
  setUserRole,
} from '#kernel/access/operator.server.ts'
import { openDatabase } from '#kernel/database/open.server.ts'
import { fileJobs } from '#kernel/file/open.server.ts'
import { prepareJobs } from '#kernel/job/job.server.ts'
import { asker, Browser, secretOf, serverOver } from './access.ts'
import { ENGINES, freshDatabase, freshPostgresqlUrl, TEST_KEY } from './databases.ts'

const KEY = 'a-bootstrap-key-of-thirty-characters'

test.each(ENGINES)('on an empty database the bootstrap key owns an organisation until it is revoked (%s)', async engine => {
  const database = await freshDatabase(engine)
  await makeFirstOrganisation(database, KEY)
  expect(await makeFirstOrganisation(database, 'another-key-that-comes-too-late')).toBeUndefined()
  const { app } = await serverOver(database)
  const owner = asker(app, KEY)
  expect((await owner('GET', '/api/me')).json()).toMatchObject({ role: 'owner', by: 'key' })
  expect((await asker(app, 'another-key-that-comes-too-late')('GET', '/api/me')).json().code).toBe('unknown-key')
  expect(await firstSignInAddress(database, 'http://courant.test')).toBeUndefined()
  const [key] = (await owner('GET', '/api/keys')).json()
  await owner('DELETE', `/api/keys/${key.id}`)
  expect((await owner('GET', '/api/me')).json().code).toBe('key-revoked')
  await makeFirstOrganisation(database, KEY)
  expect((await owner('GET', '/api/me')).json().code).toBe('key-revoked')
  await database.close()
})

test('nodes that start together on an empty database are one installation', async () => {
  const url = await freshPostgresqlUrl()
  const nodes = await Promise.all([1, 2, 3].map(() => openDatabase({ key: TEST_KEY, url }, [], owner => prepareJobs(owner, fileJobs))))
  const made = await Promise.all(nodes.map(node => makeFirstOrganisation(node, KEY)))
  expect(made.filter(Boolean)).toHaveLength(1)
  expect(await nodes[0]!.kysely.selectFrom('kernel.organisation').select('name').execute()).toHaveLength(1)
  await Promise.all(nodes.map(node => node.close()))
})

test.each(ENGINES)('the first start prints an address that makes the first owner, once (%s)', async engine => {
  const database = await freshDatabase(engine)
  await makeFirstOrganisation(database)
  const earlier = await firstSignInAddress(database, 'http://courant.test')
  const printed = await firstSignInAddress(database, 'http://courant.test')
  const { app } = await serverOver(database)
  const person = { email: 'first@example.org', name: 'Première', password: 'un bon mot de passe' }
  const join = (address: string | undefined) =>
    new Browser(app).ask('POST', '/api/invitations/exchange', { ...person, token: secretOf(address ?? '') })
  const look = async (address: string | undefined) =>
    (await new Browser(app).ask('POST', '/api/invitations/look', { token: secretOf(address ?? '') })).json()
  expect((await join(earlier)).json().code).toBe('link-revoked')
  expect(await look(printed)).toMatchObject({ kind: 'member', role: 'owner', first: true })
  expect((await join(printed)).statusCode).toBe(200)
  const { organisation } = (await listUsers(database))[0]!
  const next = await inviteUser(database, { organisation, email: 'next@example.org', role: 'owner', origin: 'http://courant.test' })
  expect(await look(next.address)).toMatchObject({ role: 'owner', first: false })
  expect((await join(printed)).json().code).toBe('link-used')
  expect(await firstSignInAddress(database, 'http://courant.test')).toBeUndefined()
  await database.close()
})

test('the terminal lists people, invites one, changes a role and makes a password link', async () => {
  const database = await freshDatabase('pglite')
  const { app } = await serverOver(database)
  const origin = 'http://courant.test'
  const token = secretOf(
    (await inviteUser(database, { organisation: 'Atelier', email: 'Ana@example.org', role: 'viewer', origin })).address,
  )
  const ana = new Browser(app)
  await ana.ask('POST', '/api/invitations/exchange', { token, name: 'Ana', password: 'premier mot' })
  await setUserRole(database, { organisation: 'Atelier', email: 'ana@example.org', role: 'owner' })
  expect(await listUsers(database)).toMatchObject([{ organisation: 'Atelier', name: 'Ana', email: 'ana@example.org', role: 'owner' }])
  const again = secretOf(await passwordAddress(database, { email: 'ana@example.org', origin }))
  await ana.ask('POST', '/api/invitations/exchange', { token: again, password: 'second mot' })
  const signIn = await new Browser(app).ask('POST', '/api/auth/sign-in/email', { email: 'ana@example.org', password: 'second mot' })
  expect(signIn.statusCode).toBe(200)
  await expect(setUserRole(database, { organisation: 'Bureau', email: 'ana@example.org', role: 'lead' })).rejects.toThrow('unknown-person')
  await database.close()
})
