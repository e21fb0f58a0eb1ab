import * as z from 'zod/mini'
import { DELETED } from '#kernel/record/change.ts'
import { defineRecord } from '#kernel/record/definition.ts'
import { DIRECTIONS, LIMITS } from './configuration.ts'
import { STRING_ID } from './module-id.ts'

/** Draft: anybody who may write corrects it. Validated: a lead does. Locked: nobody, until a lead unlocks it and says why. */
export const PLANT_STATES = ['draft', 'validated', 'locked'] as const
export type PlantState = (typeof PLANT_STATES)[number]

/** The one plant record of an audit. */
export const PLANT = 'plant'

const place = z.nullable(z.int().check(z.minimum(-10_000), z.maximum(100_000)))

export const plantRecord = defineRecord({
  kind: PLANT,
  id: /^plant$/,
  fields: {
    mode: z.nullable(z.enum(['simple', 'advanced'])),
    state: z.nullable(z.enum(PLANT_STATES)),
    moduleModel: z.nullable(z.string().check(z.maxLength(200))),
    powerWp: z.nullable(z.number().check(z.positive(), z.maximum(2000))),
    /** What the client or an older program declared, as it was given. */
    declared: z.nullable(z.record(z.string(), z.json())),
    unlockReason: z.nullable(z.string().check(z.maxLength(500))),
  },
})

export const stringRecord = defineRecord({
  kind: 'string',
  id: STRING_ID,
  fields: {
    count: z.nullable(z.int().check(z.minimum(1), z.maximum(LIMITS.modulesOfString))),
    label: z.nullable(z.string().check(z.maxLength(60))),
    row: place,
    column: place,
    direction: z.nullable(z.enum(DIRECTIONS)),
    serpentine: z.nullable(z.int().check(z.minimum(1), z.maximum(LIMITS.modulesOfString))),
    [DELETED]: z.nullable(z.boolean()),
  },
})
