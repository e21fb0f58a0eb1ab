import type { ZodMiniType } from 'zod/mini'
import type { Behaviour, Rule } from './change.ts'

/** The kinds of record that people decide in a room, each field with its schema. One definition serves both sides and every table. */
export interface RecordDefinition {
  kind: string
  /** What a record id must look like. */
  id: RegExp
  /** Schema of a field; a field name that ends with `:*` stands for a family (`tag:*` holds `tag:hotspot`). */
  fields: Record<string, ZodMiniType>
}

/** A sort of room: what is opened, shared and numbered together. */
export interface RoomDefinition {
  /** Such as `audit`. A room id is unique within its organisation. */
  sort: string
  records: RecordDefinition[]
  rules: Rule[]
  behaviours: Behaviour[]
}

export function defineRecord<const Definition extends RecordDefinition>(definition: Definition): Definition {
  return definition
}

/** The schema of a field, or `undefined` when the definition has no such field. */
export function schemaOf(definition: RecordDefinition, field: string): ZodMiniType | undefined {
  if (Object.hasOwn(definition.fields, field)) return definition.fields[field]
  const family = /^([\w-]+):[\w.-]{1,64}$/.exec(field)?.[1]
  return family === undefined ? undefined : definition.fields[`${family}:*`]
}
