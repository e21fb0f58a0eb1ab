import { z } from 'zod'
import { type Route, route } from '#kernel/http/route.server.ts'
import { answerInSteps } from './answer-in-steps.server.ts'
import type { ImportFile } from './export-format.ts'
import { type Importing, type ImportOutcome, importFiles, previewImport } from './import.server.ts'
import type { ImportProgress } from './import-progress.ts'
import { previewShape } from './preview.server.ts'

const filesBody = z.object({
  files: z
    .array(z.object({ name: z.string().max(255), text: z.string() }))
    .min(1)
    .max(20),
})

/** Large enough for 100,000 modules with their comments. */
const MOST_BYTES = 64 << 20

const preview = filesRoute(
  '/api/audits/import/preview',
  'Shows what an import of older files would do: counts, repairs, rows set aside, real configurations. Changes nothing.',
  previewImport,
)

const take = filesRoute(
  '/api/audits/import',
  'Imports older files: an export of audits and modules, or an audit configuration in JSON. The same files twice change nothing.',
  importFiles,
)

/** Takes older files, and answers with what they come to. */
function filesRoute(path: string, summary: string, read: (importing: Importing, files: ImportFile[]) => Promise<ImportOutcome>): Route {
  return route({
    method: 'POST',
    path,
    summary: `${summary} Steps are told to who accepts \`application/x-ndjson\`.`,
    right: 'administer',
    body: filesBody,
    bodyLimit: MOST_BYTES,
    response: previewShape,
    handler: ({ actor, body, kernel, inOrganisation, request, reply }) =>
      answerInSteps<ImportProgress, Preview>(request, reply, hear =>
        inOrganisation(async query => previewOf(await read({ kernel, query, actor, hear }, body.files))),
      ),
  })
}

type Preview = z.input<typeof previewShape>

function previewOf({ plan: { audits, ...totals }, writes }: ImportOutcome): Preview {
  return {
    ...totals,
    audits: audits.map(({ changes: _changes, declared: _declared, configuration, reconciliation, ...audit }, i) => ({
      ...audit,
      strings: configuration.strings,
      reconciliation: {
        common: reconciliation.common.length,
        missing: reconciliation.missing,
        phantom: reconciliation.phantom,
        holes: reconciliation.holes,
        same: reconciliation.same,
      },
      changes: writes[i]!,
    })),
  }
}

export const importRoutes: Route[] = [preview, take]
