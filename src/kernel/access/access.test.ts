import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { type Answer, aKey, asker, Browser, secretOf, serverOver } from '../../../tests/access.ts'
import { onBothEngines } from '../../../tests/databases.ts'
import { placeOf } from './tries.server.ts'

const PASSWORD = 'mot de passe 1'

test('tries are counted by subscriber: one IPv4 address, or the /64 of an IPv6 address', () => {
  expect(['198.51.100.7', '::ffff:198.51.100.7'].map(placeOf)).toEqual(['198.51.100.7', '198.51.100.7'])
  expect(['2001:db8:1:2::9', '2001:db8:1:2:ffff::1', '2001:db8:1:3::9'].map(placeOf)).toEqual([
    '2001:db8:1:2::/64',
    '2001:db8:1:2::/64',
    '2001:db8:1:3::/64',
  ])
})

onBothEngines('access', [], database => {
  let app: FastifyInstance
  let owner: ReturnType<typeof asker>
  let places = 0
  const browser = () => new Browser(app, `198.51.100.${++places}`)

  beforeAll(async () => {
    app = (await serverOver(database())).app
    owner = asker(app, await aKey(database(), 'Atelier'))
    await aRoom('Atelier', 'audit-1')
    await aRoom('Atelier', 'audit-2')
  })

  async function aRoom(organisation: string, room: string): Promise<void> {
    await sql`insert into kernel.room (organisation, room, sort)
      select organisation, ${room}, 'audit' from kernel.organisation where name = ${organisation}`.execute(database().kysely)
  }

  async function invited(body: object, as = owner): Promise<string> {
    const answer = await as('POST', '/api/invitations', body)
    expect(answer.statusCode).toBe(201)
    return secretOf(answer.json().address)
  }

  async function aMember(role: string, email: string, as = owner): Promise<Browser> {
    const person = browser()
    const token = await invited({ role }, as)
    const joined = await person.ask('POST', '/api/invitations/exchange', { token, email, name: email.split('@')[0], password: PASSWORD })
    expect(joined.json()).toEqual({ kind: 'member', room: null })
    return person
  }

  async function aTablet(room: string, scope: string): Promise<Browser> {
    const tablet = browser()
    const token = await invited({ room, scope })
    const joined = await tablet.ask('POST', '/api/invitations/exchange', { token, name: 'Sophie', device: 'Tablette 2' })
    expect(joined.json()).toEqual({ kind: 'room', room })
    return tablet
  }

  function expectRefusal(answer: Answer, status: number, code: string): void {
    expect({ status: answer.statusCode, code: answer.json().code }).toEqual({ status, code })
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.json().fr).not.toBe(answer.json().en)
    expect(answer.headers['www-authenticate']).toBe(status === 401 ? 'Bearer' : undefined)
  }

  test('an invited person makes an account, is signed in, and signs in again with the password', async () => {
    const anna = await aMember('lead', 'Anna@example.org')
    expect((await anna.ask('GET', '/api/me')).json()).toMatchObject({
      name: 'Anna',
      email: 'anna@example.org',
      role: 'lead',
      by: 'session',
      permissions: ['read', 'write', 'manage'],
      organisation: { name: 'Atelier' },
    })
    const elsewhere = browser()
    const answer = await elsewhere.ask('POST', '/api/auth/sign-in/email', { email: 'anna@example.org', password: PASSWORD })
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['set-cookie']).toMatch(/HttpOnly; SameSite=Lax/i)
    expect((await elsewhere.ask('GET', '/api/me')).json().name).toBe('Anna')
    await elsewhere.ask('POST', '/api/auth/sign-out', {})
    expectRefusal(await elsewhere.ask('GET', '/api/me'), 401, 'sign-in-needed')
  })

  test('a wrong password is refused in both languages, and ten of them close the door of every node for a while', async () => {
    await aMember('viewer', 'bob@example.org')
    const place = `198.51.100.${++places}`
    const nodes = [app, (await serverOver(database())).app]
    const guess = (n: number) =>
      new Browser(nodes[n % 2]!, place).ask('POST', '/api/auth/sign-in/email', { email: 'bob@example.org', password: 'not the one' })
    for (let n = 0; n < 10; n++) expectRefusal(await guess(n), 401, 'wrong-password')
    for (const n of [0, 1]) {
      const closed = await guess(n)
      expectRefusal(closed, 429, 'tries-used-up')
      expect(closed.json().fr).toContain('Réessayez dans 10\u202fmin')
      expect(closed.json().en).toContain('Try again in 10 min')
      expect(Number(closed.headers['retry-after'])).toBeGreaterThan(500)
    }
    const bob = await browser().ask('POST', '/api/auth/sign-in/email', { email: 'bob@example.org', password: PASSWORD })
    expect(bob.statusCode).toBe(200)
    await sql`update kernel.wrong_try set at = at - interval '10 minutes' where place = ${place}`.execute(database().kysely)
    expectRefusal(await guess(0), 401, 'wrong-password')
  })

  test('who writes another address before the one that the proxy saw is still in the same place', async () => {
    await aMember('viewer', 'spoofed@example.org')
    const place = `198.51.100.${++places}`
    const body = { email: 'spoofed@example.org', password: 'not the one' }
    const guess = (n: number) => browser().ask('POST', '/api/auth/sign-in/email', body, { 'x-forwarded-for': `203.0.113.${n}, ${place}` })
    for (let n = 0; n < 10; n++) expectRefusal(await guess(n), 401, 'wrong-password')
    expectRefusal(await guess(10), 429, 'tries-used-up')
    const nonsense = await browser().ask('POST', '/api/auth/sign-in/email', body, { 'x-forwarded-for': 'unknown' })
    expectRefusal(nonsense, 401, 'wrong-password')
  })

  test('many guesses at once are as few as one after the other', async () => {
    await aMember('viewer', 'guessed@example.org')
    const thief = browser()
    const guess = () => thief.ask('POST', '/api/auth/sign-in/email', { email: 'guessed@example.org', password: 'not the one' })
    const answers = await Promise.all(Array.from({ length: 30 }, guess))
    expect(answers.filter(answer => answer.statusCode === 401)).toHaveLength(10)
    expect(answers.filter(answer => answer.json().code === 'tries-used-up')).toHaveLength(20)
  })

  test('signing in rightly uses up no try', async () => {
    await aMember('viewer', 'often@example.org')
    const tablet = browser()
    const signIn = () => tablet.ask('POST', '/api/auth/sign-in/email', { email: 'often@example.org', password: PASSWORD })
    for (let n = 0; n < 12; n++) expect((await signIn()).statusCode).toBe(200)
  })

  test('nobody makes an account without an invitation', async () => {
    const answer = await browser().ask('POST', '/api/auth/sign-up/email', { email: 'x@example.org', password: PASSWORD, name: 'X' })
    expectRefusal(answer, 404, 'no-such-address')
  })

  test('a link works once, also when two browsers come at the same time', async () => {
    const token = await invited({ room: 'audit-1', scope: 'write' })
    const answers = await Promise.all(
      ['Ana', 'Bea', 'Cyr'].map(name => browser().ask('POST', '/api/invitations/exchange', { token, name })),
    )
    expect(answers.map(answer => answer.statusCode).sort()).toEqual([200, 409, 409])
    expectRefusal(await browser().ask('POST', '/api/invitations/exchange', { token, name: 'Dan' }), 409, 'link-used')
    expectRefusal(await browser().ask('POST', '/api/invitations/look', { token }), 409, 'link-used')
  })

  test('a link that is refused is not used up', async () => {
    const token = await invited({ role: 'viewer' })
    const anybody = browser()
    expectRefusal(await anybody.ask('POST', '/api/invitations/exchange', { token, name: 'Eve' }), 400, 'account-needed')
    const short = { token, name: 'Eve', email: 'eve@example.org', password: 'short' }
    expectRefusal(await anybody.ask('POST', '/api/invitations/exchange', short), 400, 'weak-password')
    expectRefusal(
      await anybody.ask('POST', '/api/invitations/exchange', { ...short, name: undefined, password: PASSWORD }),
      400,
      'name-needed',
    )
    const good = await anybody.ask('POST', '/api/invitations/exchange', { ...short, password: PASSWORD })
    expect(good.statusCode).toBe(200)
    const taken = { ...short, token: await invited({ role: 'viewer' }), password: PASSWORD }
    expectRefusal(await browser().ask('POST', '/api/invitations/exchange', taken), 409, 'address-taken')
  })

  test('an expired, a withdrawn and an invented link are told apart', async () => {
    const expired = await invited({ role: 'viewer' })
    await sql`update kernel.invitation set expires_at = now() - interval '1 second' where used_at is null and role = 'viewer'`.execute(
      database().kysely,
    )
    expectRefusal(await browser().ask('POST', '/api/invitations/look', { token: expired }), 401, 'link-expired')
    const made = (await owner('POST', '/api/invitations', { role: 'lead' })).json()
    expect((await owner('DELETE', `/api/invitations/${made.id}`)).statusCode).toBe(204)
    expectRefusal(await browser().ask('POST', '/api/invitations/look', { token: secretOf(made.address) }), 401, 'link-revoked')
    expectRefusal(await browser().ask('POST', '/api/invitations/look', { token: 'courant_join_x' }), 404, 'unknown-link')
  })

  test('a tablet let in by a link has its room and nothing else', async () => {
    const tablet = await aTablet('audit-1', 'write')
    const me = (await tablet.ask('GET', '/api/me')).json()
    expect(me).toMatchObject({ by: 'link', name: 'Sophie', role: 'client', permissions: [], grants: [{ room: 'audit-1', scope: 'write' }] })
    expectRefusal(await tablet.ask('GET', '/api/people'), 403, 'not-allowed')
    expectRefusal(await tablet.ask('GET', '/api/rooms/audit-1/grants'), 403, 'not-allowed')
    const token = await invited({ room: 'audit-2', scope: 'read' })
    await tablet.ask('POST', '/api/invitations/exchange', { token })
    const more = (await tablet.ask('GET', '/api/me')).json()
    expect(more.person).toBe(me.person)
    expect(more.grants).toHaveLength(2)
  })

  test('a link taken back leaves nothing of what it gave: neither to a tablet that had another link, nor to somebody with an account', async () => {
    const [tablet, rosa] = [await aTablet('audit-1', 'write'), await aMember('client', 'rosa@example.org')]
    for (const person of [tablet, rosa]) {
      const link = (await owner('POST', '/api/invitations', { room: 'audit-2', scope: 'manage' })).json()
      await person.ask('POST', '/api/invitations/exchange', { token: secretOf(link.address) })
      const rooms = async () => (await person.ask('GET', '/api/me')).json().grants.map(({ room }: { room: string }) => room)
      expect(await rooms()).toContain('audit-2')
      expect((await owner('DELETE', `/api/invitations/${link.id}`)).statusCode).toBe(204)
      expect(await rooms()).not.toContain('audit-2')
    }
    expect((await tablet.ask('GET', '/api/me')).json().grants).toMatchObject([{ room: 'audit-1' }])
  })

  test('a tablet whose link has run out is told so', async () => {
    const tablet = await aTablet('audit-1', 'write')
    const { device } = (await tablet.ask('GET', '/api/me')).json()
    await sql`update kernel.device set expires_at = now() - interval '1 second' where id = ${device}`.execute(database().kysely)
    expectRefusal(await tablet.ask('GET', '/api/me'), 401, 'link-expired')
  })

  test('a lost tablet is refused at its next request, told to wipe, and says when it has', async () => {
    const heard: string[] = []
    const stop = await database().listen('access', payload => void heard.push(payload))
    const tablet = await aTablet('audit-1', 'write')
    const { device } = (await tablet.ask('GET', '/api/me')).json()
    expect((await owner('DELETE', `/api/devices/${device}`)).statusCode).toBe(204)
    expectRefusal(await tablet.ask('GET', '/api/me'), 401, 'device-revoked')
    await expect.poll(() => heard.map(text => JSON.parse(text).device)).toContain(device)
    await tablet.ask('POST', '/api/devices/wiped')
    const shown = (await owner('GET', '/api/devices')).json().find((one: { id: string }) => one.id === device)
    expect(shown.wipedAt).not.toBeNull()
    expect(tablet.cookies.size).toBe(0)
    await stop()
  })

  test('a tablet whose link is withdrawn keeps its unsent work, until it is said to be lost', async () => {
    const tablet = await aTablet('audit-1', 'write')
    const { device } = (await tablet.ask('GET', '/api/me')).json()
    const [link] = (await owner('GET', '/api/invitations?room=audit-1')).json()
    expect((await owner('DELETE', `/api/invitations/${link.id}`)).statusCode).toBe(204)
    expectRefusal(await tablet.ask('GET', '/api/me'), 401, 'link-revoked')
    expect((await owner('DELETE', `/api/devices/${device}`)).statusCode).toBe(204)
    expectRefusal(await tablet.ask('GET', '/api/me'), 401, 'device-revoked')
    await owner('DELETE', `/api/invitations/${link.id}`)
    expectRefusal(await tablet.ask('GET', '/api/me'), 401, 'device-revoked')
  })

  test('a lost session is refused at its next request, with everything a session could do', async () => {
    const carl = await aMember('technician', 'carl@example.org')
    const { device } = (await carl.ask('GET', '/api/me')).json()
    await owner('DELETE', `/api/devices/${device}`)
    expectRefusal(await carl.ask('GET', '/api/me'), 401, 'device-revoked')
    const change = { currentPassword: PASSWORD, newPassword: 'another one 9' }
    expectRefusal(await carl.ask('POST', '/api/auth/change-password', change), 401, 'sign-in-needed')
    expectRefusal(await carl.ask('GET', '/api/auth/passkey/generate-register-options'), 401, 'sign-in-needed')
    const back = await carl.ask('POST', '/api/auth/sign-in/email', { email: 'carl@example.org', password: PASSWORD })
    expect(back.statusCode).toBe(200)
    expect((await carl.ask('GET', '/api/me')).statusCode).toBe(200)
  })

  test('a session that ended asks to sign in again and is not told to wipe', async () => {
    const dora = await aMember('viewer', 'dora@example.org')
    await dora.ask('GET', '/api/me')
    await sql`update kernel.session set expires_at = now() - interval '1 second'
      where person = (select id from kernel.person where email = 'dora@example.org')`.execute(database().kysely)
    expectRefusal(await dora.ask('GET', '/api/me'), 401, 'session-ended')
  })

  test('one person ends one of their sessions and keeps the other', async () => {
    const first = await aMember('viewer', 'fay@example.org')
    const second = browser()
    await second.ask('POST', '/api/auth/sign-in/email', { email: 'fay@example.org', password: PASSWORD })
    const { device } = (await second.ask('GET', '/api/me')).json()
    const devices = (await first.ask('GET', '/api/devices')).json()
    expect(devices.map((one: { personName: string }) => one.personName)).toEqual(['fay', 'fay'])
    await first.ask('GET', '/api/me')
    expect((await first.ask('DELETE', `/api/devices/${device}`)).statusCode).toBe(204)
    expectRefusal(await second.ask('GET', '/api/me'), 401, 'device-revoked')
    expect((await first.ask('GET', '/api/me')).statusCode).toBe(200)
  })

  test('somebody else’s device is unknown to who does not manage access', async () => {
    const greta = await aMember('lead', 'greta@example.org')
    const tablet = await aTablet('audit-1', 'read')
    const { device } = (await tablet.ask('GET', '/api/me')).json()
    expectRefusal(await greta.ask('DELETE', `/api/devices/${device}`), 404, 'unknown-device')
  })

  test('another site cannot act with the session of a browser', async () => {
    const hugo = await aMember('owner', 'hugo@example.org')
    hugo.origin = 'https://evil.example'
    expectRefusal(await hugo.ask('POST', '/api/keys', { name: 'stolen', role: 'owner' }), 403, 'foreign-origin')
    const signIn = { email: 'hugo@example.org', password: PASSWORD }
    const stranger = browser()
    stranger.origin = 'https://evil.example'
    expectRefusal(await stranger.ask('POST', '/api/auth/sign-in/email', signIn), 403, 'foreign-origin')
    hugo.origin = 'http://courant.test'
    expect((await hugo.ask('POST', '/api/keys', { name: 'mine', role: 'owner' })).statusCode).toBe(201)
  })

  test('a viewer reads and changes nothing', async () => {
    const viewer = asker(app, await aKey(database(), 'Atelier', 'viewer'))
    expect((await viewer('GET', '/api/me')).json().permissions).toEqual(['read'])
    expectRefusal(await viewer('POST', '/api/keys', { name: 'n', role: 'viewer' }), 403, 'not-allowed')
    expectRefusal(await viewer('POST', '/api/invitations', { role: 'viewer' }), 403, 'not-allowed')
    expectRefusal(await viewer('POST', '/api/invitations', { room: 'audit-1', scope: 'read' }), 403, 'not-allowed')
    expectRefusal(await viewer('GET', '/api/activity'), 403, 'not-allowed')
    expectRefusal(await viewer('PUT', '/api/rooms/audit-1/grants', { person: crypto.randomUUID(), scope: 'read' }), 403, 'not-allowed')
  })

  test('an administrator neither makes nor unmakes an owner', async () => {
    const admin = asker(app, await aKey(database(), 'Atelier', 'admin'))
    expectRefusal(await admin('POST', '/api/keys', { name: 'n', role: 'owner' }), 403, 'role-too-wide')
    expectRefusal(await admin('POST', '/api/invitations', { role: 'owner' }), 403, 'role-too-wide')
    const iris = await aMember('owner', 'iris@example.org')
    const { person } = (await iris.ask('GET', '/api/me')).json()
    expectRefusal(await admin('PATCH', `/api/people/${person}`, { role: 'viewer' }), 403, 'role-too-wide')
    expectRefusal(await admin('POST', `/api/people/${person}/password-link`), 403, 'role-too-wide')
    expectRefusal(await admin('DELETE', `/api/people/${person}`), 403, 'role-too-wide')
  })

  test('a role changed counts from the next request, a person removed is out at once', async () => {
    const jan = await aMember('viewer', 'jan@example.org')
    const { person } = (await jan.ask('GET', '/api/me')).json()
    expect((await owner('PATCH', `/api/people/${person}`, { role: 'admin' })).statusCode).toBe(204)
    expect((await jan.ask('GET', '/api/people')).statusCode).toBe(200)
    expect((await owner('DELETE', `/api/people/${person}`)).statusCode).toBe(204)
    expectRefusal(await jan.ask('GET', '/api/people'), 401, 'device-revoked')
    const again = await jan.ask('POST', '/api/auth/sign-in/email', { email: 'jan@example.org', password: PASSWORD })
    expect(again.statusCode).toBe(200)
    expectRefusal(await jan.ask('GET', '/api/me'), 403, 'no-organisation')
    await jan.ask('POST', '/api/invitations/exchange', { token: await invited({ role: 'viewer' }) })
    expect((await jan.ask('GET', '/api/me')).json().role).toBe('viewer')
  })

  test('an administrator renames the organisation, to a name that no other bears', async () => {
    const admin = asker(app, await aKey(database(), 'Toitures', 'admin'))
    expectRefusal(await admin('PATCH', '/api/organisation', { name: 'Atelier' }), 409, 'name-taken')
    expect((await admin('PATCH', '/api/organisation', { name: 'Toitures du Sud' })).statusCode).toBe(204)
    expect((await admin('GET', '/api/me')).json().organisation.name).toBe('Toitures du Sud')
    expect((await admin('GET', '/api/activity')).json()[0]).toMatchObject({ action: 'organisation.name', details: { from: 'Toitures' } })
    const lead = asker(app, await aKey(database(), 'Toitures du Sud', 'lead'))
    expectRefusal(await lead('PATCH', '/api/organisation', { name: 'Autre' }), 403, 'not-allowed')
  })

  test('the last owner stays', async () => {
    const alone = asker(app, await aKey(database(), 'Solo'))
    const kim = await aMember('owner', 'kim@example.org', alone)
    const { person } = (await kim.ask('GET', '/api/me')).json()
    expectRefusal(await kim.ask('PATCH', `/api/people/${person}`, { role: 'admin' }), 409, 'last-owner')
    expectRefusal(await kim.ask('DELETE', `/api/people/${person}`), 409, 'last-owner')
    expectRefusal(await alone('DELETE', `/api/people/${crypto.randomUUID()}`), 404, 'unknown-person')
  })

  test('a grant opens one room to a member, until its date', async () => {
    const lea = await aMember('client', 'lea@example.org')
    const { person } = (await lea.ask('GET', '/api/me')).json()
    const give = (expiresAt: string | null) => owner('PUT', '/api/rooms/audit-1/grants', { person, scope: 'manage', expiresAt })
    expect((await give(new Date(Date.now() + 60_000).toISOString())).statusCode).toBe(204)
    const grants = (await lea.ask('GET', '/api/rooms/audit-1/grants')).json()
    expect(grants.find((one: { person: string }) => one.person === person)).toMatchObject({ name: 'lea', scope: 'manage' })
    expectRefusal(await lea.ask('GET', '/api/rooms/audit-2/grants'), 403, 'not-allowed')
    await give(new Date(Date.now() - 60_000).toISOString())
    expectRefusal(await lea.ask('GET', '/api/rooms/audit-1/grants'), 403, 'not-allowed')
    await give(null)
    expect((await owner('DELETE', `/api/rooms/audit-1/grants/${person}`)).statusCode).toBe(204)
    expectRefusal(await lea.ask('GET', '/api/rooms/audit-1/grants'), 403, 'not-allowed')
    expectRefusal(await owner('GET', '/api/rooms/nowhere/grants'), 404, 'unknown-room')
    expectRefusal(await owner('PUT', '/api/rooms/nowhere/grants', { person, scope: 'read' }), 404, 'unknown-room')
    expectRefusal(await owner('PUT', '/api/rooms/audit-1/grants', { person: crypto.randomUUID(), scope: 'read' }), 404, 'unknown-person')
  })

  test('a key revoked is refused at once and named; an invented one is unknown', async () => {
    const made = (await owner('POST', '/api/keys', { name: 'Home Assistant', role: 'viewer' })).json()
    const program = asker(app, made.key)
    expect((await program('GET', '/api/me')).statusCode).toBe(200)
    const listed = await owner('GET', '/api/keys')
    expect(listed.body).not.toContain(made.key)
    expect(listed.json().find((one: { id: string }) => one.id === made.id).lastUsedAt).not.toBeNull()
    expect((await owner('DELETE', `/api/keys/${made.id}`)).statusCode).toBe(204)
    const refused = await program('GET', '/api/me')
    expectRefusal(refused, 401, 'key-revoked')
    expect(refused.json().en).toContain('Home Assistant')
    expectRefusal(await asker(app, 'courant_key_invented')('GET', '/api/me'), 401, 'unknown-key')
  })

  test('a password link lets its person choose another and ends the sessions that knew the old one', async () => {
    const max = await aMember('lead', 'max@example.org')
    const { person } = (await max.ask('GET', '/api/me')).json()
    const made = (await owner('POST', `/api/people/${person}/password-link`)).json()
    const elsewhere = browser()
    const chosen = { token: secretOf(made.address), password: 'un autre mot 2' }
    expect((await elsewhere.ask('POST', '/api/invitations/exchange', chosen)).json()).toEqual({ kind: 'password', room: null })
    expect((await elsewhere.ask('GET', '/api/me')).json().name).toBe('max')
    expectRefusal(await max.ask('GET', '/api/me'), 401, 'session-ended')
    expectRefusal(await max.ask('POST', '/api/auth/sign-in/email', { email: 'max@example.org', password: PASSWORD }), 401, 'wrong-password')
  })

  test('a person of two organisations works in the one they chose, and no one organisation may set their password', async () => {
    const other = asker(app, await aKey(database(), 'Bureau'))
    const nina = await aMember('technician', 'nina@example.org')
    await nina.ask('POST', '/api/invitations/exchange', { token: await invited({ role: 'admin' }, other) })
    const me = (await nina.ask('GET', '/api/me')).json()
    expect(me.organisation.name).toBe('Atelier')
    expect(me.organisations.map((one: { name: string }) => one.name)).toEqual(['Atelier', 'Bureau'])
    const bureau = me.organisations[1].id
    expect((await nina.ask('GET', '/api/me', undefined, { 'x-courant-organisation': bureau })).json()).toMatchObject({ role: 'admin' })
    expect((await nina.ask('PATCH', '/api/me', { organisation: bureau, name: 'Nina B.' })).statusCode).toBe(204)
    expect((await nina.ask('GET', '/api/me')).json()).toMatchObject({ name: 'Nina B.', organisation: { name: 'Bureau' } })
    expectRefusal(await nina.ask('PATCH', '/api/me', { organisation: crypto.randomUUID() }), 403, 'not-a-member')
    expectRefusal(await other('POST', `/api/people/${me.person}/password-link`), 403, 'shared-account')
    expectRefusal(
      await nina.ask('POST', '/api/invitations/exchange', { token: await invited({ role: 'owner' }, other) }),
      409,
      'already-member',
    )
  })

  test('an invitation for an address is for that address', async () => {
    const olga = await aMember('viewer', 'olga@example.org', asker(app, await aKey(database(), 'Chantier')))
    const token = await invited({ role: 'lead', email: 'paul@example.org' })
    expectRefusal(await olga.ask('POST', '/api/invitations/exchange', { token }), 403, 'other-address')
  })

  test('the log tells who did what, the newest first, by pages, and can be neither changed nor deleted', async () => {
    await owner('POST', '/api/keys', { name: 'one', role: 'viewer' })
    await owner('POST', '/api/keys', { name: 'two', role: 'viewer' })
    const [newest] = (await owner('GET', '/api/activity?most=1')).json()
    expect(newest).toMatchObject({ action: 'key.make', details: { name: 'two' } })
    const [before] = (await owner('GET', `/api/activity?most=1&before=${newest.id}`)).json()
    expect(before).toMatchObject({ action: 'key.make', details: { name: 'one' } })
    await expect(sql`delete from kernel.activity`.execute(database().kysely)).rejects.toThrow('never changed')
  })

  test('no secret is kept: neither link, key nor password is found in the tables', async () => {
    const made = (await owner('POST', '/api/keys', { name: 'kept?', role: 'viewer' })).json()
    const token = await invited({ room: 'audit-1', scope: 'read' })
    const tablet = browser()
    await tablet.ask('POST', '/api/invitations/exchange', { token, name: 'Rita' })
    const secrets = [made.key, token, tablet.cookies.get('courant-link')!, PASSWORD]
    for (const table of ['api_key', 'invitation', 'device', 'credential', 'activity', 'member']) {
      const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.table(`kernel.${table}`)} t`.execute(database().kysely)
      for (const secret of secrets) expect(rows.filter(({ row }) => row.includes(secret))).toEqual([])
    }
  })
})
