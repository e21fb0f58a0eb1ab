import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { demand } from '#kernel/access/demand.ts'
import type { Actor } from '#kernel/access/role.ts'
import { BYTES, type Route, route } from '#kernel/http/route.server.ts'
import type { Kernel } from '#kernel/kernel.server.ts'
import { fileOf, readDerived, readFile, sightOf } from './file.server.ts'
import { refuseFile } from './refusals.ts'
import { ON_SCREEN } from './store.server.ts'
import type { FileRow } from './tables.server.ts'
import { beginUpload, receive, stateOf, type UploadState, uploadOf } from './upload.server.ts'

const CHUNK_LIMIT = 8 << 20
const Hash = z.string().regex(/^[0-9a-f]{64}$/)
const Shown = z.object({
  hash: Hash,
  size: z.number(),
  type: z.string(),
  name: z.string(),
  takenAt: z.string().nullable(),
  orientation: z.number().nullable(),
  width: z.number().nullable(),
  height: z.number().nullable(),
})
const State = z.object({ id: z.uuid().nullable(), received: z.number(), done: z.boolean(), file: Shown.optional() })
const ANY_BYTES = 'application/octet-stream'
/** Types that a browser may show as they are; everything else leaves as bytes to be saved. */
const SHOWN_AS_IS = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif', 'application/pdf'])

function show(state: UploadState): z.input<typeof State> {
  const { file, ...rest } = state
  return file ? { ...rest, file: shownFile(file) } : rest
}

function shownFile(file: FileRow): z.input<typeof Shown> {
  const { hash, type, name, orientation, width, height } = file
  return { hash, size: Number(file.size), type, name, takenAt: file.taken_at, orientation, width, height }
}

/** Finds a file that the actor may see; one that is not open to them is as unknown as one that does not exist. */
async function findFor(kernel: Kernel, actor: Actor, hash: string): Promise<{ file: FileRow; sight: 'derived' | 'original' }> {
  return kernel.database.inOrganisation(actor.organisation, async query => {
    const file = await fileOf(query, hash)
    const sight = file ? await sightOf(query, actor, file) : 'none'
    if (!file || sight === 'none') throw refuseFile('unknown-file')
    return { file, sight }
  })
}

/** Whatever the bytes are, a browser runs none of them: no guessing of type, no script, no origin of ours. */
function sendBytes(reply: FastifyReply, bytes: Buffer, type: string, name: string): FastifyReply {
  const inline = SHOWN_AS_IS.has(type) && type !== 'application/pdf'
  return reply
    .type(SHOWN_AS_IS.has(type) ? type : ANY_BYTES)
    .header(
      'content-disposition',
      `${inline ? 'inline' : 'attachment'}; filename="${asciiName(name)}"; filename*=UTF-8''${encodeName(name)}`,
    )
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('x-content-type-options', 'nosniff')
    .header('cross-origin-resource-policy', 'same-origin')
    .header('cache-control', 'private, max-age=31536000, immutable')
    .send(bytes)
}

function asciiName(name: string): string {
  return name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
}

function encodeName(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, mark => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
}

export const fileRoutes: Route[] = [
  route({
    method: 'POST',
    path: '/api/files/uploads',
    summary: 'Announce a file by its SHA-256; answers where to continue, or that the server already has it',
    right: 'signed-in',
    body: z.object({
      hash: Hash,
      size: z.number().int().min(1),
      name: z.string().min(1).max(300),
      picture: z.boolean().default(false),
      keepPlace: z.boolean().default(false),
      room: z.string().min(1).max(200).optional(),
    }),
    response: State,
    async handler({ actor, body, kernel }) {
      demand(actor, 'write', body.room)
      return show(await beginUpload(kernel, actor, body))
    },
  }),
  route({
    method: 'PATCH',
    path: '/api/files/uploads/:id',
    summary: 'Send the next bytes of a file, from the byte named in the header upload-offset',
    right: 'signed-in',
    params: z.object({ id: z.uuid() }),
    headers: z.looseObject({ 'upload-offset': z.coerce.number().int().min(0) }),
    body: BYTES.nullish(),
    takes: [ANY_BYTES],
    response: State,
    bodyLimit: CHUNK_LIMIT,
    handler: async ({ actor, params, body, headers, kernel }) =>
      show(await receive(kernel, actor, params.id, headers['upload-offset'], body ?? Buffer.alloc(0))),
  }),
  route({
    method: 'GET',
    path: '/api/files/uploads/:id',
    summary: 'How much of a file the server has',
    right: 'signed-in',
    params: z.object({ id: z.uuid() }),
    response: State,
    handler: async ({ actor, params, kernel }) => show(stateOf(await uploadOf(kernel, actor, params.id))),
  }),
  route({
    method: 'GET',
    path: '/api/files/:hash',
    summary: 'The original bytes of a file',
    right: 'signed-in',
    params: z.object({ hash: Hash }),
    response: BYTES,
    answers: [...SHOWN_AS_IS, ANY_BYTES],
    async handler({ actor, params, kernel, reply }) {
      const { file, sight } = await findFor(kernel, actor, params.hash)
      if (sight !== 'original') throw refuseFile('original-kept-apart')
      const { bytes } = await readFile(kernel, actor.organisation, params.hash)
      return sendBytes(reply, bytes, file.type, file.name)
    },
  }),
  ...ON_SCREEN.map(kind =>
    route({
      method: 'GET',
      path: `/api/files/:hash/${kind}`,
      summary: kind === 'thumbnail' ? 'A picture of at most 320 pixels a side' : 'A picture of at most 1600 pixels a side',
      right: 'signed-in',
      params: z.object({ hash: Hash }),
      response: BYTES,
      answers: ['image/jpeg'],
      async handler({ actor, params, kernel, reply }) {
        const { file } = await findFor(kernel, actor, params.hash)
        return sendBytes(reply, await readDerived(kernel, file, kind), 'image/jpeg', `${file.name}.jpg`)
      },
    }),
  ),
]
