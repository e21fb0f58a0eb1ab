import * as z from 'zod/mini'
import { DIRECTIONS, type StringPlan } from './configuration.ts'

const Draft = z.array(
  z.object({
    number: z.number(),
    count: z.number(),
    label: z.optional(z.string()),
    row: z.optional(z.number()),
    column: z.optional(z.number()),
    direction: z.optional(z.enum(DIRECTIONS)),
    serpentine: z.optional(z.number()),
  }),
)

const typedNumber = z.union([z.number(), z.string()])
const Typed = z.object({ strings: typedNumber, modules: typedNumber })

/** So many strings of so many modules, as somebody typed it: a field may be empty, or hold what is no count. */
export type TypedNumbers = z.infer<typeof Typed>

/** The strings that somebody prepared and did not apply, as this device kept them; `null` when it kept none that can be read. */
export function readDraft(kept: string | null): StringPlan[] | null {
  return (readKept(Draft, kept) as StringPlan[] | undefined) ?? null
}

/** The numbers that somebody typed and did not prepare; `null` when this device kept none that can be read. */
export function readTyped(kept: string | null): TypedNumbers | null {
  return readKept(Typed, kept) ?? null
}

function readKept<Shape extends z.ZodMiniType>(shape: Shape, kept: string | null): z.infer<Shape> | undefined {
  if (kept === null) return undefined
  try {
    return shape.safeParse(JSON.parse(kept)).data
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
