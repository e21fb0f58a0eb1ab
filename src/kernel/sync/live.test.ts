import { randomBytes } from 'node:crypto'
import { request as ask } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import type { FastifyRequest } from 'fastify'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import * as z from 'zod/mini'
import type { Actor, Role } from '#kernel/access/role.ts'
import { announce } from '#kernel/database/database.server.ts'
import { buildServer } from '#kernel/http/server.server.ts'
import type { Kernel } from '#kernel/kernel.server.ts'
import type { ChangeSet } from '#kernel/record/change.ts'
import { defineRecord, type RoomDefinition } from '#kernel/record/definition.ts'
import { anOrganisation, onBothEngines } from '../../../tests/databases.ts'
import { mountLive } from './live.server.ts'
import type { Snapshot, ToDevice, ToServer } from './protocol.ts'
import { roomRoutes } from './room-routes.server.ts'
import { openRooms, type Rooms } from './rooms.server.ts'

const board: RoomDefinition = {
  sort: 'board',
  records: [defineRecord({ kind: 'card', id: /^[a-z0-9-]+$/, fields: { colour: z.string() } })],
  rules: [],
  behaviours: [],
}

/** A program that speaks the live protocol and notes what it hears. */
class Device {
  readonly heard: ToDevice[] = []
  readonly socket: WebSocket
  closed: [code: number, reason: string] | undefined

  constructor(socket: WebSocket) {
    this.socket = socket
    socket.on('message', data => this.heard.push(JSON.parse(String(data)) as ToDevice))
    socket.on('close', (code, reason) => {
      this.closed = [code, String(reason)]
    })
    socket.on('error', () => undefined)
  }
  say(message: ToServer): void {
    this.socket.send(JSON.stringify(message))
  }
  of<Type extends ToDevice['type']>(type: Type): Extract<ToDevice, { type: Type }>[] {
    return this.heard.filter((message): message is Extract<ToDevice, { type: Type }> => message.type === type)
  }
}

onBothEngines('the live connection', [], database => {
  let rooms: Rooms
  let address: string
  let close: () => Promise<void>
  let organisation: string
  /** People by the word they carry in their cookie. */
  const people = new Map<string, Role>()

  beforeAll(async () => {
    organisation = await anOrganisation(database(), 'Live')
    const log = pino({ level: 'silent' })
    const names = async (_query: unknown, ids: string[]) => Object.fromEntries(ids.map(id => [id, id]))
    rooms = await openRooms({ database: database(), definitions: [board], log, names })
    const kernel: Kernel = {
      database: database(),
      rooms,
      jobs: undefined as never,
      pdf: undefined as never,
      files: undefined as never,
      log,
      version: '0',
      folder: '',
    }
    const authenticate = async (request: FastifyRequest): Promise<Actor | undefined> => {
      const person = request.headers.cookie?.split('=')[1] ?? ''
      const role = people.get(person)
      return role && { organisation, person, name: person, by: 'session', role, device: `${person}-device`, grants: [] }
    }
    const door = { kernel, authenticate, log, origins: [] }
    const server = await buildServer({
      ...door,
      mountMore: scope => mountLive(scope, door),
      routes: roomRoutes,
      callsPerMinute: 100_000,
      behindProxy: false,
    })
    await server.app.listen({ port: 0, host: '127.0.0.1' })
    address = `127.0.0.1:${(server.app.server.address() as AddressInfo).port}`
    close = async () => {
      await server.app.close()
      await rooms.close()
    }
  })
  afterAll(() => close())

  async function aRoom(): Promise<string> {
    const room = crypto.randomUUID()
    await database().inOrganisation(organisation, query => rooms.create(query, { organisation, room }, 'board'))
    return room
  }
  async function connect(person: string, role: Role = 'technician', origin = `http://${address}`): Promise<Device> {
    if (!people.has(person)) people.set(person, role)
    const device = new Device(new WebSocket(`ws://${address}/api/live`, { headers: { cookie: `who=${person}`, origin } }))
    await expect.poll(() => device.of('hello').length + (device.closed ? 1 : 0)).toBe(1)
    return device
  }
  const set = (room: string, base: number, record: string, to: string): ChangeSet => ({
    id: crypto.randomUUID(),
    room,
    base,
    device: 'tablet',
    at: '2026-11-21T02:00:00.000Z',
    changes: [{ kind: 'card', record, field: 'colour', to }],
  })
  const call = (person: string, method: 'GET' | 'POST', path: string, body?: unknown) =>
    fetch(`http://${address}${path}`, {
      method,
      headers: { cookie: `who=${person}`, origin: `http://${address}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })

  test('a stranger and a foreign page are turned away before the connection is made', async () => {
    people.set('anna', 'technician')
    const refused = (headers: Record<string, string>) =>
      new Promise<number>(resolve => {
        const socket = new WebSocket(`ws://${address}/api/live`, { headers })
        socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0))
        socket.on('open', () => resolve(101))
        socket.on('error', () => undefined)
      })
    expect(await refused({ origin: `http://${address}` })).toBe(401)
    expect(await refused({ cookie: 'who=anna', origin: 'https://elsewhere.example' })).toBe(403)
    expect(await refused({ cookie: 'who=anna' })).toBe(403)
  })

  test('what one device commits, the other sees; the author sees it too', async () => {
    const room = await aRoom()
    const [anna, ben] = [await connect('anna'), await connect('ben')]
    for (const device of [anna, ben]) device.say({ type: 'open', room, since: null })
    await expect.poll(() => ben.of('snapshot').length).toBe(1)
    await expect.poll(() => anna.of('snapshot').length).toBe(1)
    const [first, second] = [set(room, 0, 'a', 'red'), set(room, 0, 'b', 'blue')]
    anna.say({ type: 'commit', room, changeSets: [first, second] })
    for (const device of [anna, ben]) {
      await expect
        .poll(() => device.of('entry').map(({ entry, name }) => [entry.number, entry.id, name]))
        .toEqual([
          [1, first.id, 'anna'],
          [2, second.id, 'anna'],
        ])
    }
    anna.say({ type: 'commit', room, changeSets: [first] })
    await expect.poll(() => anna.of('taken')).toEqual([{ type: 'taken', room, id: first.id, number: 1 }])
    ben.socket.close()
    anna.socket.close()
  })

  test('a device that was away gets the tail after its cursor, one ahead of the server starts again', async () => {
    const room = await aRoom()
    const anna = await connect('anna')
    anna.say({ type: 'commit', room, changeSets: [set(room, 0, 'a', 'red'), set(room, 0, 'a', 'blue'), set(room, 0, 'b', 'red')] })
    await expect.poll(() => anna.of('taken').length).toBe(3)
    anna.say({ type: 'open', room, since: 1 })
    await expect.poll(() => anna.of('tail').map(({ entries, number }) => [entries.map(one => one.number), number])).toEqual([[[2, 3], 3]])
    anna.say({ type: 'open', room, since: 9 })
    await expect.poll(() => anna.of('snapshot').map(({ snapshot, reset }) => [snapshot.number, reset])).toEqual([[3, { since: 9 }]])
    anna.socket.close()
  })

  test('a queue of several nights is taken in its order, a refused set in the middle leaves the others their place', async () => {
    const room = await aRoom()
    const [anna, ben] = [await connect('anna'), await connect('ben')]
    const sets = Array.from({ length: 150 }, (_, index) => set(room, 0, `card-${index % 7}`, `colour ${index}`))
    const refused = { ...sets[40]!, changes: [{ kind: 'card', record: 'a', field: 'colour', to: 7 }] }
    anna.say({ type: 'commit', room, changeSets: sets.with(40, refused) })
    ben.say({ type: 'open', room, since: null })
    await expect.poll(() => anna.of('taken').length).toBe(149)
    expect(anna.of('taken').map(({ id }) => id)).toEqual(sets.filter((_, index) => index !== 40).map(({ id }) => id))
    expect(anna.of('taken').map(({ number }) => number)).toEqual(Array.from({ length: 149 }, (_, index) => index + 1))
    expect(anna.of('refused').map(({ id, problem }) => [id, problem.code])).toEqual([[refused.id, 'bad-value']])
    ben.socket.close()
    anna.socket.close()
  })

  test('a viewer who writes is refused in both languages and nothing is written', async () => {
    const room = await aRoom()
    const vera = await connect('vera', 'viewer')
    vera.say({ type: 'open', room, since: null })
    vera.say({ type: 'commit', room, changeSets: [set(room, 0, 'a', 'red')] })
    await expect
      .poll(() => vera.of('refused').map(({ problem }) => [problem.code, problem.fr.length > 20, problem.en.length > 20]))
      .toEqual([['not-allowed', true, true]])
    vera.say({ type: 'open', room: 'nowhere', since: null })
    await expect.poll(() => vera.of('closed').map(({ problem }) => problem.code)).toEqual(['room-unknown'])
    expect(
      (
        await rooms.open({ organisation, person: 'x', name: 'x', by: 'key', role: 'viewer', device: 'x', grants: [] }, room, { since: 0 })
      )[0],
    ).toMatchObject({
      entries: [],
    })
    vera.socket.close()
  })

  test('people see who is where, and that somebody left', async () => {
    const room = await aRoom()
    const [anna, ben] = [await connect('anna'), await connect('ben')]
    for (const device of [anna, ben]) device.say({ type: 'open', room, since: null })
    ben.say({ type: 'presence', room, at: 'a', place: 'string 3' })
    await expect
      .poll(() =>
        anna
          .of('presence')
          .at(-1)
          ?.people.map(({ name, at, place }) => [name, at, place]),
      )
      .toEqual([['ben', 'a', 'string 3']])
    await call('polly', 'POST', `/api/rooms/${room}/presence`, { at: 'b' })
    people.set('polly', 'technician')
    const answer = await call('polly', 'POST', `/api/rooms/${room}/presence`, { at: 'b' })
    expect(((await answer.json()) as { people: { name: string }[] }).people.map(({ name }) => name)).toEqual(['ben', 'polly'])
    ben.socket.close()
    await expect
      .poll(() =>
        anna
          .of('presence')
          .at(-1)
          ?.people.map(({ name }) => name),
      )
      .toEqual(['polly'])
    anna.socket.close()
  })

  test('a device whose access is taken away is closed at once, with the reason', async () => {
    const room = await aRoom()
    const mallory = await connect('mallory')
    mallory.say({ type: 'open', room, since: null })
    await expect.poll(() => mallory.of('snapshot').length).toBe(1)
    people.delete('mallory')
    await database().asSystem(query => announce(query, 'access', organisation))
    await expect.poll(() => mallory.closed).toEqual([4403, 'access-ended'])
    expect(mallory.of('closed').map(({ problem }) => problem.code)).toEqual(['access-ended'])
  })

  test('a role that shrinks to nothing closes the rooms and keeps the connection', async () => {
    const room = await aRoom()
    const carl = await connect('carl')
    carl.say({ type: 'open', room, since: null })
    await expect.poll(() => carl.of('snapshot').length).toBe(1)
    people.set('carl', 'client')
    await database().asSystem(query => announce(query, 'access', organisation))
    await expect.poll(() => carl.of('closed').map(({ problem }) => problem.code)).toEqual(['not-allowed'])
    carl.say({ type: 'ping' })
    await expect.poll(() => carl.of('pong').length).toBe(1)
    carl.socket.close()
  })

  test('a device whose person may do more or less than before is greeted anew, and nobody else is', async () => {
    const room = await aRoom()
    const [dora, anna] = [await connect('dora'), await connect('anna')]
    dora.say({ type: 'open', room, since: null })
    await expect.poll(() => dora.of('snapshot').length).toBe(1)
    for (const role of ['viewer', 'viewer', 'technician'] as const) {
      people.set('dora', role)
      await database().asSystem(query => announce(query, 'access', organisation))
    }
    await expect.poll(() => dora.of('hello').length).toBeGreaterThanOrEqual(2)
    for (const device of [dora, anna]) device.say({ type: 'ping' })
    await expect.poll(() => anna.of('pong').length + dora.of('pong').length).toBe(2)
    expect([anna.of('hello').length, dora.of('closed'), dora.closed]).toEqual([1, [], undefined])
    for (const device of [dora, anna]) device.socket.close()
  })

  test('a device that reads nothing is let go, and the others are not held up', async () => {
    const room = await aRoom()
    const [anna, deaf] = [await connect('anna'), await connect('deaf')]
    for (const device of [anna, deaf]) device.say({ type: 'open', room, since: null })
    await expect.poll(() => deaf.of('snapshot').length).toBe(1)
    deaf.socket.pause()
    const heavy = () => randomBytes(500_000).toString('base64')
    for (let number = 0; number < 20; number += 1) {
      anna.say({ type: 'commit', room, changeSets: [set(room, number, 'a', heavy())] })
      await expect.poll(() => anna.of('entry').length).toBe(number + 1)
      anna.heard.splice(
        0,
        anna.heard.length,
        ...anna.of('entry').map(message => ({ ...message, entry: { ...message.entry, changes: [] } })),
      )
    }
    deaf.socket.resume()
    await expect.poll(() => deaf.closed?.[0], { timeout: 10_000 }).toSatisfy((code: number) => code === 4408 || code === 1006)
    expect(deaf.of('entry').length).toBeLessThan(20)
    anna.socket.close()
  })

  test('nonsense, a thousand levels, a flood and a message of 5 MB end the connection that sent them', async () => {
    const [nonsense, flood, giant] = [await connect('anna'), await connect('ben'), await connect('anna')]
    const deep = await connect('anna')
    const to = JSON.parse(`${'['.repeat(1000)}${']'.repeat(1000)}`)
    deep.say({ type: 'commit', room: 'any', changeSets: [set('any', 0, 'a', to)] })
    await expect.poll(() => deep.closed?.[1]).toBe('unreadable-message')
    nonsense.socket.send('{"type":"opn"}')
    for (let number = 0; number < 2_000; number += 1) flood.say({ type: 'ping' })
    giant.socket.send('x'.repeat(5 << 20))
    await expect.poll(() => [nonsense.closed?.[1], flood.closed?.[1], giant.closed?.[0]]).toEqual(['unreadable-message', 'too-fast', 1009])
  })

  test('polling gets the same words: snapshot, tail, changes, history, verification', async () => {
    const room = await aRoom()
    people.set('polly', 'technician')
    const first = set(room, 0, 'a', 'red')
    const { room: _, ...body } = first
    const post = await call('polly', 'POST', `/api/rooms/${room}/changes`, body)
    expect([post.status, await post.json()]).toMatchObject([
      200,
      { messages: [{ type: 'entry', room, entry: { number: 1, id: first.id } }] },
    ])
    const bad = { ...body, id: crypto.randomUUID(), changes: [{ kind: 'card', record: 'a', field: 'colour', to: 7 }] }
    const several = await call('polly', 'POST', `/api/rooms/${room}/changes`, { changeSets: [body, bad] })
    expect(await several.json()).toMatchObject({
      messages: [
        { type: 'taken', number: 1 },
        { type: 'refused', problem: { code: 'bad-value' } },
      ],
    })
    const single = await call('polly', 'POST', `/api/rooms/${room}/changes`, bad)
    expect([single.status, ((await single.json()) as { code: string }).code]).toEqual([422, 'bad-value'])
    const tail = await call('polly', 'GET', `/api/rooms/${room}?since=0`)
    expect(await tail.json()).toMatchObject({
      messages: [{ type: 'tail', number: 1, entries: [{ number: 1 }], people: { polly: 'polly' } }],
    })
    const whole = await call('polly', 'GET', `/api/rooms/${room}`)
    expect(await whole.json()).toMatchObject({ messages: [{ type: 'snapshot', snapshot: { number: 1, kinds: { card: { ids: ['a'] } } } }] })
    const history = await call('polly', 'GET', `/api/rooms/${room}/history?record=a`)
    expect(await history.json()).toMatchObject({ items: [{ number: 1, by: 'polly', count: 1, changes: [{ record: 'a', to: 'red' }] }] })
    expect(await (await call('polly', 'GET', `/api/rooms/${room}/verify`)).json()).toMatchObject({ intact: true, number: 1 })
    expect((await call('polly', 'GET', `/api/rooms/nowhere?since=0`)).status).toBe(404)
    for (const part of ['verify', 'history', 'snapshot'])
      expect((await call('polly', 'GET', `/api/rooms/nowhere/${part}`)).status).toBe(404)
  })

  test('a snapshot travels compressed and is not sent twice', async () => {
    const room = await aRoom()
    const changes = Array.from({ length: 3_000 }, (_, index) => ({ kind: 'card', record: `c-${index}`, field: 'colour', to: 'red' }))
    const author = { person: 'import', role: 'admin', device: 'server' }
    await database().inOrganisation(organisation, query => rooms.commitWithin(query, author, { organisation, room }, { changes }))
    people.set('polly', 'technician')
    const get = (headers: Record<string, string>) =>
      new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
        ask(`http://${address}/api/rooms/${room}/snapshot`, { headers: { cookie: 'who=polly', ...headers } }, response => {
          const parts: Buffer[] = []
          response.on('data', part => parts.push(part as Buffer))
          response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }))
        })
          .on('error', reject)
          .end()
      })
    const first = await get({ 'accept-encoding': 'gzip' })
    expect(first.headers['content-encoding']).toBe('gzip')
    const snapshot = JSON.parse(gunzipSync(first.body).toString()) as Snapshot
    expect(snapshot.kinds.card?.ids).toHaveLength(3_000)
    const described = roomRoutes.find(({ path }) => path === '/api/rooms/:room/snapshot')!.response
    expect(described.parse(snapshot)).toEqual(snapshot)
    expect((await get({ 'if-none-match': String(first.headers.etag) })).status).toBe(304)
    expect(JSON.parse((await get({})).body.toString())).toEqual(snapshot)
  })
})
