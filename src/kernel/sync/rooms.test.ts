import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import type { Actor } from '#kernel/access/role.ts'
import type { Database } from '#kernel/database/database.server.ts'
import { openDatabase } from '#kernel/database/open.server.ts'
import type { Change, ChangeSet, Entry } from '#kernel/record/change.ts'
import { defineRecord, type RoomDefinition } from '#kernel/record/definition.ts'
import { RoomState } from '#kernel/record/room-state.ts'
import { anOrganisation, ENGINES, freshPostgresqlUrl, TEST_KEY } from '../../../tests/databases.ts'
import type { Presence, ToDevice } from './protocol.ts'
import { openRooms, type RoomFollower, type Rooms } from './rooms.server.ts'
import { undoAct } from './undo-act.server.ts'

const board: RoomDefinition = {
  sort: 'board',
  records: [defineRecord({ kind: 'card', id: /^[a-z0-9-]+$/, fields: { colour: z.string(), 'tag:*': z.boolean() } })],
  rules: [],
  behaviours: [],
}
const log = pino({ level: 'silent' })
const names = async (_query: unknown, people: string[]) => Object.fromEntries(people.map(person => [person, `Name of ${person}`]))

function open(database: Database, more: { lookEveryMs?: number; presenceStaysMs?: number; mostWeight?: number } = {}): Promise<Rooms> {
  return openRooms({ database, definitions: [board], log, names, ...more })
}

function actor(organisation: string, person: string, role: Actor['role'] = 'technician'): Actor {
  return { organisation, person, name: person, by: 'session', role, device: `device of ${person}`, grants: [] }
}

function colour(record: string, to: string, from?: string): Change {
  return { kind: 'card', record, field: 'colour', ...(from === undefined ? {} : { from }), to }
}

function changeSet(room: string, base: number, ...changes: Change[]): ChangeSet {
  return { id: crypto.randomUUID(), room, base, device: 'tablet', at: '2026-11-21T02:00:00.000Z', changes }
}

/** A device that follows a room and notes what it is told. */
class Listener implements RoomFollower {
  readonly messages: ToDevice[] = []
  people: Presence[] = []
  line(line: Buffer): void {
    this.messages.push(JSON.parse(line.toString()) as ToDevice)
  }
  closed(): void {}
  presence(people: Presence[]): void {
    this.people = people
  }
  entries(): Entry[] {
    return this.messages.flatMap(message => (message.type === 'entry' ? [message.entry] : message.type === 'tail' ? message.entries : []))
  }
}

describe.each(ENGINES)('rooms (%s)', engine => {
  let url: string | undefined
  let database: Database
  let rooms: Rooms
  let organisation: string
  beforeAll(async () => {
    url = engine === 'pglite' ? undefined : await freshPostgresqlUrl()
    database = await openDatabase({ key: TEST_KEY, url }, [])
    organisation = await anOrganisation(database, 'Rooms')
    rooms = await open(database)
  })
  afterAll(async () => {
    await rooms.close()
    await database.close()
  })

  async function aRoom(of = organisation, room: string = crypto.randomUUID()): Promise<string> {
    await database.inOrganisation(of, query => rooms.create(query, { organisation: of, room }, 'board'))
    return room
  }
  /** As somebody who owns the machine: no wall stands in their way. */
  async function asOwner(work: (query: (text: string) => Promise<unknown>) => Promise<void>): Promise<void> {
    if (url === undefined) return work(text => database.pool.query(text))
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await work(text => client.query(text))
    await client.end()
  }
  const historyOf = (room: string) =>
    database.inOrganisation(organisation, query =>
      query.selectFrom('kernel.history').select(['number', 'id']).where('room', '=', room).orderBy('number').execute(),
    )

  test('32 writers with random pauses give numbers without a gap, and one reader misses none', async () => {
    const room = await aRoom()
    const reader = new Listener()
    const stop = await rooms.follow(actor(organisation, 'reader'), room, { since: 0 }, reader)
    const polled = new Set<number>()
    let cursor = 0
    let writing = true
    const poll = async () => {
      while (writing) {
        for (const message of await rooms.open(actor(organisation, 'poller'), room, { since: cursor })) {
          if (message.type !== 'tail') continue
          for (const { number } of message.entries) polled.add(number)
          cursor = message.number
        }
        await sleep(3)
      }
    }
    const polling = poll()
    await Promise.all(
      Array.from({ length: 32 }, async (_, writer) => {
        for (let act = 0; act < 5; act += 1) {
          await sleep(Math.random() * 20)
          await rooms.commit(actor(organisation, `writer-${writer}`), changeSet(room, 0, colour(`card-${writer}-${act}`, 'red')))
        }
      }),
    )
    const all = Array.from({ length: 160 }, (_, index) => index + 1)
    await expect.poll(() => cursor).toBe(160)
    writing = false
    await polling
    expect((await historyOf(room)).map(({ number }) => Number(number))).toEqual(all)
    expect(reader.entries().map(({ number }) => number)).toEqual(all)
    expect([...polled]).toEqual(all)
    stop()
  })

  test('a change set sent 100 times is taken once and always answered with its first number', async () => {
    const room = await aRoom()
    const set = changeSet(room, 0, colour('a', 'red'))
    const answers = await Promise.all(Array.from({ length: 100 }, () => rooms.commit(actor(organisation, 'anna'), set)))
    expect(new Set(answers.map(answer => (answer.type === 'entry' ? answer.entry.number : answer.number)))).toEqual(new Set([1]))
    expect(answers.filter(answer => answer.type === 'entry')).toHaveLength(1)
    expect(await historyOf(room)).toHaveLength(1)
  })

  test('a server that died between commit and answer gives the first answer to the change set sent again', async () => {
    const room = await aRoom()
    const set = changeSet(room, 0, colour('a', 'red'))
    await rooms.commit(actor(organisation, 'anna'), set)
    await rooms.commit(actor(organisation, 'ben'), changeSet(room, 1, colour('b', 'blue')))
    const restarted = await open(database)
    expect(await restarted.commit(actor(organisation, 'anna'), set)).toEqual({ type: 'taken', id: set.id, number: 1 })
    expect(await historyOf(room)).toHaveLength(2)
    await restarted.close()
  })

  test('a batch is taken whole or not at all', async () => {
    const room = await aRoom()
    const bad = changeSet(room, 0, colour('a', 'red'), { kind: 'card', record: 'b', field: 'colour', to: 7 })
    const [good, refused] = await Promise.allSettled([
      rooms.commit(actor(organisation, 'anna'), changeSet(room, 0, colour('c', 'green'))),
      rooms.commit(actor(organisation, 'anna'), bad),
    ])
    expect(good.status).toBe('fulfilled')
    expect(refused).toMatchObject({ status: 'rejected', reason: { code: 'bad-value' } })
    const records = await database.inOrganisation(organisation, query =>
      query.selectFrom('kernel.record').select('record').where('room', '=', room).execute(),
    )
    expect(records).toEqual([{ record: 'c' }])
  })

  test('a viewer, a stranger to the room and an unknown room are refused and nothing is written', async () => {
    const room = await aRoom()
    const set = changeSet(room, 0, colour('a', 'red'))
    await expect(rooms.commit(actor(organisation, 'vera', 'viewer'), set)).rejects.toMatchObject({ code: 'not-allowed' })
    await expect(rooms.open(actor(organisation, 'carl', 'client'), room, { since: null })).rejects.toMatchObject({ code: 'not-allowed' })
    const elsewhere = { ...set, room: 'nowhere' }
    await expect(rooms.commit(actor(organisation, 'anna'), elsewhere)).rejects.toMatchObject({ code: 'room-unknown' })
    expect(await historyOf(room)).toEqual([])
  })

  test('a grant on one room lets a client in there', async () => {
    const room = await aRoom()
    const guest: Actor = { ...actor(organisation, 'gina', 'client'), grants: [{ room, scope: 'write' }] }
    expect(await rooms.commit(guest, changeSet(room, 0, colour('a', 'red')))).toMatchObject({ entry: { number: 1, by: 'gina' } })
  })

  test('two organisations with the same room id never meet', async () => {
    const other = await anOrganisation(database, `Other ${crypto.randomUUID()}`)
    const room = await aRoom()
    await aRoom(other, room)
    await rooms.commit(actor(organisation, 'anna'), changeSet(room, 0, colour('a', 'red')))
    await rooms.commit(actor(other, 'otto'), changeSet(room, 0, colour('a', 'blue')))
    const [message] = await rooms.open(actor(other, 'otto'), room, { since: null })
    const state = RoomState.open((message as Extract<ToDevice, { type: 'snapshot' }>).snapshot)
    expect(state.field('card', 'a', 'colour')).toMatchObject({ value: 'blue', stamp: { number: 1, by: 'otto' } })
    expect(state.field('card', 'a', 'colour')).not.toHaveProperty('contested')
  })

  test('a value that lost is kept beside the field, also after a restart', async () => {
    const room = await aRoom()
    await rooms.commit(actor(organisation, 'anna'), { ...changeSet(room, 0, colour('a', 'red')), device: 'one' })
    await rooms.commit(actor(organisation, 'ben'), { ...changeSet(room, 0, colour('a', 'blue')), device: 'two' })
    const restarted = await open(database)
    const seen = await database.inOrganisation(organisation, query => restarted.read(query, { organisation, room }))
    expect(seen.reader.field('card', 'a', 'colour')).toMatchObject({
      value: 'blue',
      stamp: { number: 2, by: 'ben', device: 'two' },
      contested: [{ value: 'red', number: 1, by: 'anna', device: 'one' }],
    })
    await restarted.close()
  })

  test('text that no database can hold is refused and spoils nothing for the others', async () => {
    const room = await aRoom()
    const answers = await Promise.allSettled([
      rooms.commit(actor(organisation, 'anna'), changeSet(room, 0, colour('a', 'zero\u0000'))),
      rooms.commit(actor(organisation, 'anna'), changeSet(room, 0, colour('b', 'half\ud800'))),
      rooms.commit(actor(organisation, 'anna'), changeSet(room, 0, colour('c', 'whole \u{1f600} \\u0000'))),
    ])
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled'])
    expect(answers[0]).toMatchObject({ reason: { code: 'unkeepable-text', details: { kind: 'card', field: 'colour' } } })
  })

  test('an act of the server belongs to its transaction and reaches whoever has the room open', async () => {
    const room = await aRoom()
    const listener = new Listener()
    const stop = await rooms.follow(actor(organisation, 'anna'), room, { since: null }, listener)
    const author = { person: 'import', role: 'admin', device: 'server' }
    const place = { organisation, room }
    await database
      .inOrganisation(organisation, async query => {
        await rooms.commitWithin(query, author, place, { changes: [colour('lost', 'red')] })
        throw new Error('power cut')
      })
      .catch(() => undefined)
    await database.inOrganisation(organisation, async query => {
      await rooms.commitWithin(query, author, place, { changes: [colour('a', 'red')], label: 'board.import' })
      await rooms.commitWithin(query, author, place, { changes: [colour('b', 'red')] })
      const { reader, number } = await rooms.read(query, place)
      expect([number, [...reader.ids('card')]]).toEqual([2, ['a', 'b']])
    })
    await expect
      .poll(() => listener.entries().map(({ number, label }) => [number, label]))
      .toEqual([
        [1, 'board.import'],
        [2, undefined],
      ])
    stop()
  })

  test('a restored server that has passed a device’s cursor with other decisions is noticed', async () => {
    const anna = actor(organisation, 'anna')
    const room = await aRoom()
    const heads = ['']
    for (let number = 0; number < 4; number += 1) {
      const taken = await rooms.commit(anna, changeSet(room, number, colour('a', `shade ${number}`)))
      if (taken.type === 'entry') heads.push(taken.head)
    }
    // A node that remembers them, and one that has only the tables.
    const fresh = await open(database)
    for (const node of [rooms, fresh]) {
      for (const since of [0, 1, 3, 4]) {
        const [same] = await node.open(anna, room, { since, head: heads[since]! })
        expect(same).toMatchObject({ type: 'tail', number: 4, head: heads[4] })
        const [other] = await node.open(anna, room, { since, head: 'f'.repeat(64) })
        expect(other).toMatchObject({ type: 'snapshot', snapshot: { number: 4, head: heads[4] }, reset: { since, head: 'f'.repeat(64) } })
      }
    }
    await fresh.close()
  })

  test('when the disk fails, nothing that waits behind is taken before what failed', async () => {
    const room = await aRoom()
    let failures = 0
    const query = ((...words: Parameters<typeof database.pool.query>) => {
      if (failures++ === 0) return Promise.reject(new Error('the disk fails'))
      return database.pool.query(...words)
    }) as typeof database.pool.query
    const failing = await open({
      ...database,
      pool: new Proxy(database.pool, { get: (pool, key) => (key === 'query' ? query : Reflect.get(pool, key)) }),
    })
    const anna = actor(organisation, 'anna')
    const sets = Array.from({ length: 100 }, (_, index) => changeSet(room, 0, colour('a', `shade ${index}`)))
    const failed = await failing.commitAll(anna, room, sets)
    expect(new Set(failed.map(({ status }) => status))).toEqual(new Set(['rejected']))
    await failing.commitAll(anna, room, sets)
    expect((await historyOf(room)).map(({ id }) => id)).toEqual(sets.map(({ id }) => id))
    await failing.close()
  })

  test('history pages from the newest, and tells one record apart', async () => {
    const room = await aRoom()
    for (const [index, record] of ['a', 'b', 'a', 'aa', 'a'].entries())
      await rooms.commit(actor(organisation, 'anna'), changeSet(room, index, colour(record, `shade ${index}`)))
    const ask = (question: Parameters<Rooms['history']>[2]) =>
      database.inOrganisation(organisation, query => rooms.history(query, { organisation, room }, question))
    const first = await ask({ limit: 2 })
    expect([first.items.map(({ number }) => number), first.next, first.people]).toEqual([[5, 4], 4, { anna: 'Name of anna' }])
    expect((await ask({ limit: 10, before: 4 })).items.map(({ number }) => number)).toEqual([3, 2, 1])
    const ofA = await ask({ limit: 10, kind: 'card', record: 'a' })
    expect(ofA.items.map(({ number, changes }) => [number, changes[0]?.from, changes[0]?.to])).toEqual([
      [5, 'shade 2', 'shade 4'],
      [3, 'shade 0', 'shade 2'],
      [1, undefined, 'shade 0'],
    ])
  })

  test('history tells the acts of one person, and those that name a record', async () => {
    const room = await aRoom()
    await rooms.commit(actor(organisation, 'anna'), changeSet(room, 0, colour('a', 'red'), colour('b', 'red')))
    await rooms.commit(actor(organisation, 'ben'), changeSet(room, 1, colour('b', 'blue')))
    const ask = (question: object) =>
      database.inOrganisation(organisation, query => rooms.history(query, { organisation, room }, { limit: 10, ...question }))
    expect((await ask({ by: 'ben' })).items.map(({ number }) => number)).toEqual([2])
    const [aboutA] = (await ask({ about: 'a' })).items
    expect(aboutA).toMatchObject({ number: 1, count: 2, records: { card: 2 }, alike: true })
  })

  test('an act of any size is taken back by its id, and what was decided since stays', async () => {
    const room = await aRoom()
    const many = Array.from({ length: 300 }, (_, index) => colour(`c${index}`, 'red'))
    const act = changeSet(room, 0, ...many)
    await rooms.commit(actor(organisation, 'anna'), act)
    await rooms.commit(actor(organisation, 'ben'), changeSet(room, 1, colour('c7', 'blue')))
    const undo = (id: string) => database.inOrganisation(organisation, query => undoAct(query, rooms, actor(organisation, 'ben'), room, id))
    const taken = await undo(act.id)
    expect(taken.values).toBe(299)
    const { reader } = await database.inOrganisation(organisation, query => rooms.read(query, { organisation, room }))
    expect([reader.field('card', 'c7', 'colour')?.value, reader.field('card', 'c8', 'colour')?.value]).toEqual(['blue', null])
    await expect(undo(act.id)).rejects.toMatchObject({ code: 'act-overtaken' })
    await expect(undo('01890000-0000-7000-8000-000000000000')).rejects.toMatchObject({ code: 'act-unknown' })
    expect((await undo(taken.act)).values).toBe(299)
    const again = await database.inOrganisation(organisation, query => rooms.read(query, { organisation, room }))
    expect(['c7', 'c8'].map(card => again.reader.field('card', card, 'colour')?.value)).toEqual(['blue', 'red'])
  })

  test('a node that can remember hardly anything still tells every device that has a room open', async () => {
    const small = await open(database, { mostWeight: 1 })
    const opened = await Promise.all([1, 2, 3, 4].map(async () => ({ room: await aRoom(), device: new Listener() })))
    await Promise.all(opened.map(({ room, device }) => small.follow(actor(organisation, 'anna'), room, { since: null }, device)))
    for (const { room } of opened) await small.commit(actor(organisation, 'ben'), changeSet(room, 0, colour('a', 'red')))
    for (const { device } of opened) await expect.poll(() => device.entries().map(({ number }) => number)).toEqual([1])
    await small.close()
  })

  test('nothing is acknowledged that a database fallen back behind its node has not written', async () => {
    const room = await aRoom()
    const number = () => database.kysely.selectFrom('kernel.room').select('number').where('room', '=', room).executeTakeFirst()
    for (const base of [0, 1]) await rooms.commit(actor(organisation, 'anna'), changeSet(room, base, colour('a', `shade ${base}`)))
    await asOwner(async query => {
      await query(`update kernel.room set number = 1 where room = '${room}'`)
    })
    await expect(rooms.commit(actor(organisation, 'anna'), changeSet(room, 2, colour('a', 'red')))).rejects.toThrow(/is not where/)
    expect(Number((await number())?.number)).toBe(1)
  })

  test('an act that two take back at once goes back once', async () => {
    const room = await aRoom()
    const act = changeSet(room, 0, colour('a', 'red'))
    await rooms.commit(actor(organisation, 'anna'), act)
    const undo = (person: string) =>
      database.inOrganisation(organisation, query => undoAct(query, rooms, actor(organisation, person), room, act.id))
    const answers = await Promise.allSettled(['anna', 'ben', 'cleo'].map(undo))
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
    expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'act-overtaken' } })
  })

  test('a history that grows while it is verified is whole', async () => {
    const room = await aRoom()
    let writes = true
    const write = async () => {
      for (let number = 0; writes; number += 1) {
        await rooms.commit(actor(organisation, 'anna'), changeSet(room, number, colour(`c${number % 9}`, `shade ${number}`)))
      }
    }
    const writing = write()
    const verdicts: unknown[] = []
    for (let look = 0; look < 12; look += 1) {
      verdicts.push(await database.inOrganisation(organisation, query => rooms.verify(query, { organisation, room })))
    }
    writes = false
    await writing
    expect(verdicts).toEqual(verdicts.map(() => expect.objectContaining({ intact: true })))
  })

  test('history is never changed, and a byte changed behind its back is found', async () => {
    const room = await aRoom()
    for (const number of [0, 1, 2]) await rooms.commit(actor(organisation, 'anna'), changeSet(room, number, colour('a', `shade ${number}`)))
    const verify = () => database.inOrganisation(organisation, query => rooms.verify(query, { organisation, room }))
    expect(await verify()).toMatchObject({ intact: true, number: 3 })
    const update = () =>
      database.inOrganisation(organisation, query =>
        sql`update kernel.history set entry = replace(entry, 'shade 1', 'shade 9') where room = ${room}`.execute(query),
      )
    await expect(update()).rejects.toMatchObject({ code: '23001' })
    await asOwner(async query => {
      await query(`alter table kernel.history disable trigger append_only`)
      await query(`update kernel.history set entry = replace(entry, 'shade 1', 'shade 9') where room = '${room}'`)
    })
    expect(await verify()).toMatchObject({ intact: false, number: 2, reason: 'hash-differs' })
    await asOwner(async query => {
      await query(`update kernel.history set entry = replace(entry, 'shade 9', 'shade 1') where room = '${room}'`)
      await query(`update kernel.history set by = 'mallory' where room = '${room}' and number = 3`)
    })
    expect(await verify()).toMatchObject({ intact: false, number: 3, reason: 'columns-differ' })
    await asOwner(async query => {
      await query(`delete from kernel.history where room = '${room}' and number = 3`)
      await query(`alter table kernel.history enable trigger append_only`)
    })
    expect(await verify()).toMatchObject({ intact: false, number: 3, reason: 'end-missing' })
  })

  test('a value that no entry decided is found', async () => {
    const room = await aRoom()
    await rooms.commit(actor(organisation, 'anna'), { ...changeSet(room, 0, colour('a', 'red'), colour('b', 'red')), device: 'one' })
    await rooms.commit(actor(organisation, 'ben'), { ...changeSet(room, 0, colour('b', 'blue')), device: 'two' })
    const verify = () => database.inOrganisation(organisation, query => rooms.verify(query, { organisation, room }))
    expect(await verify()).toMatchObject({ intact: true, number: 2 })
    await asOwner(async query => {
      await query(
        `update kernel.record set fields = jsonb_set(fields, '{colour,value}', '"green"') where room = '${room}' and record = 'a'`,
      )
    })
    expect(await verify()).toMatchObject({ intact: false, reason: 'state-differs', record: 'card a' })
  })

  test('presence is shared, expires and is never stored', async () => {
    const brief = await open(database, { presenceStaysMs: 1_500, lookEveryMs: 100 })
    const room = await aRoom()
    const listener = new Listener()
    const stop = await brief.follow(actor(organisation, 'anna'), room, { since: null }, listener)
    brief.seen(actor(organisation, 'ben'), room, { at: 'a', place: null })
    await expect.poll(() => listener.people.map(({ name, at }) => [name, at])).toEqual([['ben', 'a']])
    await expect.poll(() => listener.people).toEqual([])
    brief.seen(actor(organisation, 'ben'), room, { at: null, place: null })
    brief.left(actor(organisation, 'ben'), room)
    expect(brief.presence({ organisation, room })).toEqual([])
    stop()
    await brief.close()
  })

  test('an import of 100,000 records is one act, and its room opens as columns', async () => {
    const room = await aRoom()
    const changes = Array.from({ length: 100_000 }, (_, index): Change[] => {
      const record = `s${Math.floor(index / 26)}-${(index % 26) + 1}`
      const shade = index % 97 === 0 ? 'dead' : 'ok'
      return [colour(record, shade), { kind: 'card', record, field: 'tag:seen', to: true }]
    }).flat()
    const author = { person: 'import', role: 'admin', device: 'server' }
    const start = performance.now()
    await database.inOrganisation(organisation, query =>
      rooms.commitWithin(query, author, { organisation, room }, { changes, label: 'board.import' }),
    )
    const imported = performance.now()
    const ready = await rooms.snapshot({ organisation, room })
    const snapped = performance.now()
    const again = await open(database)
    const loaded = await again.snapshot({ organisation, room })
    const reloaded = performance.now()
    const { length } = await ready.gzip()
    const [row] = await database.inOrganisation(organisation, query =>
      sql<{ size: string }>`select length(entry) as size from kernel.history where room = ${room}`.execute(query).then(({ rows }) => rows),
    )
    console.log(
      `${engine}: import of 100,000 records ${Math.round(imported - start)} ms, snapshot ${Math.round(snapped - imported)} ms, read again after a restart ${Math.round(reloaded - snapped)} ms, ${loaded.text.length} bytes, ${length} compressed, history entry ${row?.size} bytes`,
    )
    expect(RoomState.open(ready.snapshot).field('card', 's3846-4', 'tag:seen')).toMatchObject({ value: true })
    expect(new Set(RoomState.open(loaded.snapshot).ids('card'))).toEqual(new Set(RoomState.open(ready.snapshot).ids('card')))
    expect(await database.inOrganisation(organisation, query => rooms.verify(query, { organisation, room }))).toMatchObject({
      intact: true,
    })
    await again.close()
  })
})

describe('several nodes on one PostgreSQL', () => {
  let here: Database
  let there: Database
  let near: Rooms
  let far: Rooms
  let organisation: string
  beforeAll(async () => {
    const url = await freshPostgresqlUrl()
    here = await openDatabase({ key: TEST_KEY, url }, [])
    there = await openDatabase({ key: TEST_KEY, url }, [])
    organisation = await anOrganisation(here, 'Nodes')
    near = await open(here)
    far = await open(there, { lookEveryMs: 60_000 })
  })
  afterAll(async () => {
    await near.close()
    await far.close()
    await here.close()
    await there.close()
  })
  async function aRoom(): Promise<string> {
    const room = crypto.randomUUID()
    await here.inOrganisation(organisation, query => near.create(query, { organisation, room }, 'board'))
    return room
  }

  test('an edit on one node reaches the devices of the other, with the name of its author', async () => {
    const room = await aRoom()
    const listener = new Listener()
    const stop = await far.follow(actor(organisation, 'anna'), room, { since: null }, listener)
    await near.commit(actor(organisation, 'ben'), changeSet(room, 0, colour('a', 'red')))
    await expect.poll(() => listener.messages.at(-1)).toMatchObject({ type: 'entry', entry: { number: 1 }, name: 'Name of ben' })
    near.seen(actor(organisation, 'ben'), room, { at: 'a', place: 'string 3' })
    await expect.poll(() => listener.people).toMatchObject([{ name: 'ben', place: 'string 3' }])
    stop()
  })

  test('people are seen on the other node in whatever letters they are called', async () => {
    const room = await aRoom()
    const people = Array.from({ length: 12 }, (_, i) => '佐藤'.repeat(50) + i)
    for (const name of people) near.seen({ ...actor(organisation, name), person: 'key' }, room, { at: name, place: name })
    await expect
      .poll(() => far.presence({ organisation, room }).map(({ name }) => name))
      .toEqual([...people].sort((a, b) => a.localeCompare(b)))
  })

  test('an edit whose notice is lost arrives at the next look', async () => {
    const room = await aRoom()
    const listener = new Listener()
    const deaf = await open({ ...there, listen: async () => async () => undefined }, { lookEveryMs: 200 })
    const stop = await deaf.follow(actor(organisation, 'anna'), room, { since: null }, listener)
    await near.commit(actor(organisation, 'ben'), changeSet(room, 0, colour('a', 'red')))
    await expect.poll(() => listener.entries().map(({ number }) => number)).toEqual([1])
    stop()
    await deaf.close()
  })

  test('both nodes write at once in one room: no gap, no number twice, both know all', async () => {
    const room = await aRoom()
    const [left, right] = [new Listener(), new Listener()]
    const stops = [
      await near.follow(actor(organisation, 'left'), room, { since: 0 }, left),
      await far.follow(actor(organisation, 'right'), room, { since: 0 }, right),
    ]
    await Promise.all(
      Array.from({ length: 40 }, async (_, index) => {
        await sleep(Math.random() * 60)
        const node = index % 2 === 0 ? near : far
        await node.commit(actor(organisation, `p${index}`), changeSet(room, 0, colour('shared', `shade ${index}`)))
      }),
    )
    const all = Array.from({ length: 40 }, (_, index) => index + 1)
    await expect.poll(() => left.entries().map(({ number }) => number)).toEqual(all)
    await expect.poll(() => right.entries().map(({ number }) => number)).toEqual(all)
    expect(right.entries()).toEqual(left.entries())
    for (const stop of stops) stop()
  })

  test('a change set taken by one node is known to the other', async () => {
    const room = await aRoom()
    await far.open(actor(organisation, 'anna'), room, { since: null })
    const set = changeSet(room, 0, colour('a', 'red'))
    await near.commit(actor(organisation, 'anna'), set)
    expect(await far.commit(actor(organisation, 'anna'), set)).toEqual({ type: 'taken', id: set.id, number: 1 })
  })
})
