import * as z from 'zod/mini'

export const text = z.optional(z.nullable(z.string()))
export const count = z.optional(z.nullable(z.number()))
/** Within what a module’s place may be, wherever the corner that becomes 0 lies. */
export const place = z.int().check(z.minimum(-10_000), z.maximum(90_000))

const PLACE = z.object({ row: place, col: place })

/** A file from which the former system created an audit. */
export const CREATION = z.object({
  project_info: z.object({
    project_name: z.string(),
    client_name: text,
    location: text,
    reference: text,
    audit_date: text,
    notes: text,
  }),
  installation_config: z.optional(z.looseObject({ total_modules: count, string_count: count, modules_per_string: count })),
  strings_configuration: z
    .array(
      z.object({
        string_id: z.optional(z.nullable(z.string().check(z.maxLength(60)))),
        string_number: z.int(),
        modules: z.array(z.object({ module_id: z.string(), position_in_string: z.int(), physical_position: z.optional(PLACE) })),
      }),
    )
    .check(z.minLength(1)),
})
export type CreationFile = z.infer<typeof CREATION>
