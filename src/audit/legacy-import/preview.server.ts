import { z } from 'zod'
import { COMMENT_FAULTS, ROW_FAULTS } from './planned-audit.ts'

const counts = z.record(z.string(), z.int())

const setAside = z.object({
  kind: z.enum([...ROW_FAULTS, ...COMMENT_FAULTS]),
  module: z.string(),
  value: z.string(),
  tag: z.string().optional(),
})

/** What the preview of an import shows, and what the import answers. */
export const previewShape = z.object({
  /** Rows of modules: read = taken + setAside. */
  read: z.int(),
  taken: z.int(),
  setAside: z.int(),
  /** Comments that stay out although their rows are taken. */
  commentsSetAside: z.int(),
  statuses: counts,
  orphans: z.array(setAside),
  audits: z.array(
    z.object({
      token: z.string(),
      project: z.string(),
      client: z.string(),
      location: z.string().nullable(),
      createdAt: z.string().nullable(),
      declaredInShort: z.string().nullable(),
      derivedInShort: z.string(),
      strings: z.array(z.object({ number: z.int(), count: z.int(), label: z.string().optional() })),
      reconciliation: z.object({
        common: z.int(),
        missing: z.array(z.string()),
        phantom: z.array(z.string()),
        holes: z.array(z.string()),
        same: z.boolean(),
      }),
      statuses: counts,
      comments: z.int(),
      repairs: z.array(
        z.object({ kind: z.enum(['null-comment', 'lost-column', 'renamed']), module: z.string(), from: z.string().optional() }),
      ),
      quarantine: z.array(setAside),
      read: z.int(),
      /** Changes that the import writes; 0 when all of it is already there. */
      changes: z.int(),
    }),
  ),
})
