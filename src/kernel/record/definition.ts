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
  const exact = definition.fields[field]
  if (exact) return exact
  const colon = field.indexOf(':')
  return colon < 0 ? undefined : definition.fields[`${field.slice(0, colon)}:*`]
}
