// A Courant server with one room, for the measure next door. The database's address comes as the first word.
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import * as z from 'zod/mini'
import type { Actor } from '../../src/kernel/access/role.ts'
import { openDatabase } from '../../src/kernel/database/open.server.ts'
import { buildServer } from '../../src/kernel/http/server.server.ts'
import type { Kernel } from '../../src/kernel/kernel.server.ts'
import { defineRecord } from '../../src/kernel/record/definition.ts'
import { mountLive } from '../../src/kernel/sync/live.server.ts'
import { openRooms } from '../../src/kernel/sync/rooms.server.ts'

const log = pino({ level: 'warn' })
const url = process.argv[2]
const database = await openDatabase({ key: Buffer.alloc(32, 1), url: url || undefined }, [])
const fields = { status: z.string(), comment: z.string() }
const module = defineRecord({ kind: 'module', id: /^S\d+-\d+$/, fields })
const definitions = [{ sort: 'audit', records: [module], rules: [], behaviours: [] }]
const rooms = await openRooms({ database, definitions, log, names: async () => ({}) })
const organisation = crypto.randomUUID()
await database.asSystem(query => query.insertInto('kernel.organisation').values({ organisation, name: organisation }).execute())
await database.inOrganisation(organisation, async query => {
  const changes = Array.from({ length: 242 }, (_, index) => ({ kind: 'module', record: `S1-${index + 1}`, field: 'status', to: 'ok' }))
  const author = { person: 'import', role: 'admin', device: 'server' }
  await rooms.create(query, { organisation, room: 'plant' }, 'audit', { author, act: { changes } })
})
const kernel = { database, rooms, log, version: '0', folder: '' } as Partial<Kernel> as Kernel
const technician: Actor = { organisation, person: 'anna', name: 'Anna', by: 'key', role: 'technician', device: 'tablet', grants: [] }
const door = { kernel, authenticate: async () => technician, log, origins: [] }
const server = await buildServer({
  ...door,
  mountMore: scope => mountLive(scope, door),
  routes: [],
  callsPerMinute: 1_000_000,
  behindProxy: false,
})
await server.app.listen({ port: 0, host: '127.0.0.1' })
process.send?.((server.app.server.address() as AddressInfo).port)
