import { z } from 'zod/mini'

export const MANIFEST = 'courant-backup.json'

/** The first entry of a backup: what it is, and what somebody needs to read the rest without Courant. */
export const Manifest = z.object({
  format: z.literal(1),
  version: z.string(),
  engine: z.enum(['pglite', 'postgresql']),
  at: z.string(),
  migrations: z.array(z.object({ schema: z.string(), name: z.string(), checksum: z.string() })),
  /** Each table is `rows/<n>.jsonl.gz`, in this order. */
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()), rows: z.number() })),
  files: z.number(),
  key: z.object({
    fingerprint: z.string(),
    /** Absent when the key file is kept apart. */
    sealed: z.optional(z.object({ salt: z.string(), text: z.string() })),
  }),
})
export type Manifest = z.infer<typeof Manifest>

export function rowsEntry(index: number): string {
  return `rows/${String(index).padStart(3, '0')}.jsonl.gz`
}
