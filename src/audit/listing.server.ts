import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'

/** How a long list is asked for. */
export const listing = z.object({
  search: z.string().max(200).optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  size: z.coerce.number().int().min(1).max(1000).default(200),
  archived: z.enum(['true', 'false']).default('false'),
})
export type Listing = z.output<typeof listing>

const HIGHEST_NUMBER = 2_147_483_647
export const numbered = z.object({ id: z.coerce.number().int().min(1).max(HIGHEST_NUMBER) })

/** What a body gives as a number or in its digits. Nothing else is taken for one: `true` and `[1]` are mistakes, not a one. */
export function orDigits<Taken extends z.ZodType>(taken: Taken) {
  return z.preprocess(value => (typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : value), taken)
}

/** The number of a client, a project or a visit, in a body. */
export const givenNumber = orDigits(z.int().min(1).max(HIGHEST_NUMBER))

const ACCENTED = 'àâäáãåçéèêëíîïìñóôöòõúùûüÿ'
const BARE = 'aaaaaaceeeeiiiinooooouuuuy'

/** Every word typed, whatever the accents, the case and their order. */
export function holding(text: RawBuilder<unknown>, search = ''): RawBuilder<unknown>[] {
  return search
    .split(/\s+/)
    .filter(Boolean)
    .map(word => sql`translate(lower(${text}), ${ACCENTED}, ${BARE}) like ${patternOf(word)}`)
}

/** A person's own % and _ mean themselves. */
function patternOf(word: string): string {
  const bare = word
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
  return `%${bare.replace(/[\\%_]/g, sign => `\\${sign}`)}%`
}

export function pageOf({ page, size }: Listing): { limit: number; offset: number } {
  return { limit: size, offset: (page - 1) * size }
}

/** The fields that were really given: an absent one stays as it is, `null` empties it. */
export function given<Fields extends object>(fields: Fields): Partial<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<Fields>
}

export const archivedAnswer = z.object({ success: z.literal(true) })
