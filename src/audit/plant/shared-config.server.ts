import { z } from 'zod'
import { type Route, route } from '#kernel/http/route.server.ts'
import type { Change, RoomReader, Value } from '#kernel/record/change.ts'
import { holdAudit, readAudit, writeAudit } from '../audit/audit-room.server.ts'
import { byToken } from '../audit/audit-routes.server.ts'
import { AUDIT_TOKEN } from '../audit/audit-row.server.ts'
import { fieldChange } from '../electroluminescence/module.ts'
import { orDigits } from '../listing.server.ts'
import { refuseOffice } from '../refusals.ts'
import { configurationOf, DIRECTIONS, identifiersOf, totalModules } from './configuration.ts'
import { archivedModules, planConfigurationChange } from './configuration-change.ts'
import { placeOf } from './module-id.ts'
import { PLANT, PLANT_STATES } from './plant-record.ts'
import { configurationGiven, sharedConfiguration } from './shared-config.ts'

const count = orDigits(z.int().min(0).max(200_000)).optional()
const place = z.int().min(-10_000).max(100_000).optional()

const givenString = z.object({
  number: z.int().optional(),
  string_number: z.int().optional(),
  stringNum: z.int().optional(),
  mpptNumber: z.int().optional(),
  id: z.union([z.int(), z.string().max(60)]).optional(),
  count: z.int().optional(),
  modules: z.int().optional(),
  moduleCount: z.int().optional(),
  modulesCount: z.int().optional(),
  label: z.string().max(60).optional(),
  physicalRow: place,
  physicalCol: place,
})

const sharedShape = z.object({
  audit_token: z.string(),
  string_count: z.int(),
  /** The same under the short name that some programs read. */
  strings: z.int(),
  modules_per_string: z.int(),
  total_modules: z.int(),
  modules: z.array(z.string()),
  is_advanced_mode: z.boolean(),
  advanced_config: z.object({
    strings: z.array(
      z.object({
        number: z.int(),
        count: z.int(),
        label: z.string().optional(),
        row: z.int().optional(),
        column: z.int().optional(),
        direction: z.enum(DIRECTIONS).optional(),
        serpentine: z.int().optional(),
      }),
    ),
  }),
  module_model: z.string().nullable(),
  module_power_wp: z.number().nullable(),
  total_power_kwc: z.number().nullable(),
  validation_status: z.enum(PLANT_STATES),
})

const set = route({
  method: 'POST',
  path: '/api/shared-config',
  summary:
    'Gives an audit its configuration, simple or advanced. Refused when modules with results would leave it, unless `archive` says so.',
  right: 'manage',
  body: z.object({
    audit_token: AUDIT_TOKEN,
    string_count: count,
    modules_per_string: count,
    advanced_config: z.object({ strings: z.array(givenString).max(5000) }).optional(),
    module_model: z.string().max(200).optional(),
    module_power_wp: z.number().positive().max(2000).optional(),
    archive: z.boolean().default(false),
  }),
  response: sharedShape,
  handler: ({ actor, body, kernel, inOrganisation }) =>
    inOrganisation(async query => {
      const { audit_token: token } = body
      const { room } = await holdAudit(kernel, query, actor, token)
      const plan = planConfigurationChange(room, configurationGiven(body))
      if (plan.archived.length > 0 && !body.archive) throw refuseOffice('configuration-archives', { count: plan.archived.length })
      const changes = [...plan.changes, ...plantFields(room, { moduleModel: body.module_model, powerWp: body.module_power_wp })]
      if (changes.length > 0) await writeAudit(kernel, query, actor, token, { changes, label: 'plant.configuration' })
      return sharedConfiguration(token, (await readAudit(kernel, query, actor, token)).room)
    }),
})

function plantFields(room: RoomReader, fields: Record<string, Value | undefined>): Change[] {
  return Object.entries(fields)
    .filter((entry): entry is [string, Value] => entry[1] !== undefined)
    .map(([field, to]) => fieldChange(room, PLANT, PLANT, field, to))
    .filter(change => change.from !== change.to)
}

const read = route({
  method: 'GET',
  path: '/api/shared-config/:token',
  summary: 'The configuration of an audit, with every module identifier.',
  right: 'read',
  room: 'token',
  params: byToken,
  response: sharedShape,
  handler: ({ actor, params: { token }, kernel, inOrganisation }) =>
    inOrganisation(async query => sharedConfiguration(token, (await readAudit(kernel, query, actor, token)).room)),
})

const modules = route({
  method: 'GET',
  path: '/api/shared-config/:token/modules',
  summary: 'Every module of the configuration with its string and its place in it.',
  right: 'read',
  room: 'token',
  params: byToken,
  response: z.object({
    total_modules: z.int(),
    modules: z.array(z.object({ module_identifier: z.string(), string: z.int(), position: z.int() })),
  }),
  async handler({ actor, params: { token }, kernel, inOrganisation }) {
    const { room } = await inOrganisation(query => readAudit(kernel, query, actor, token))
    const configuration = configurationOf(room)
    return {
      total_modules: totalModules(configuration),
      modules: [...identifiersOf(configuration)].map(id => ({ module_identifier: id, ...placeOf(id)! })),
    }
  },
})

const discipline = z.object({ synced: z.boolean(), count: z.int() })

const syncStatus = route({
  method: 'GET',
  path: '/api/shared-config/:token/sync-status',
  summary:
    'Which methods know the modules of the configuration. Electroluminescence reads it directly; results outside it are counted apart.',
  right: 'read',
  room: 'token',
  params: byToken,
  response: z.object({
    modules: z.object({ EL: discipline, IV: discipline, Visual: discipline, Isolation: discipline, PV: discipline }),
    archived: z.int(),
  }),
  async handler({ actor, params: { token }, kernel, inOrganisation }) {
    const { room } = await inOrganisation(query => readAudit(kernel, query, actor, token))
    const total = totalModules(configurationOf(room))
    const none = { synced: false, count: 0 }
    return {
      modules: { EL: { synced: total > 0, count: total }, IV: none, Visual: none, Isolation: none, PV: none },
      archived: archivedModules(room).length,
    }
  },
})

export const sharedConfigRoutes: Route[] = [set, read, modules, syncStatus]
