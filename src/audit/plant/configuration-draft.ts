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

/** The strings that somebody prepared and did not apply, as this device kept them; `null` when it kept none that can be read. */
export function readDraft(kept: string | null): StringPlan[] | null {
  if (kept === null) return null
  try {
    const { data } = Draft.safeParse(JSON.parse(kept))
    return (data as StringPlan[] | undefined) ?? null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
