import { pino } from 'pino'
import { expect, test } from 'vitest'
import { audit } from '#audit/audit.server.ts'
import { fileRoutes } from '#kernel/file/routes.server.ts'
import { healthRoutes } from '#kernel/http/health.server.ts'
import { buildServer } from '#kernel/http/server.server.ts'
import { roomRoutes } from '#kernel/sync/room-routes.server.ts'

type Content = Record<string, { schema: object }>
interface Operation {
  parameters?: { name: string; in: string; required?: boolean; schema: { type: string } }[]
  requestBody?: { content: Content }
  responses: Record<string, { content: Content }>
}

async function described(): Promise<Record<string, Record<string, Operation>>> {
  const { app } = await buildServer({
    kernel: { version: '0' } as never,
    routes: [...healthRoutes, ...fileRoutes, ...roomRoutes, ...audit.routes],
    authenticate: async () => undefined,
    log: pino({ level: 'silent' }),
    callsPerMinute: 100,
    behindProxy: false,
    origins: [],
  })
  const answer = await app.inject('/api/docs/json')
  await app.close()
  return answer.json().paths
}

const BYTES = { type: 'string', format: 'binary' }
const PICTURES = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif']

test('what is answered in another form than JSON is described as it is', async () => {
  const paths = await described()
  const content = (path: string) => paths[path]?.get?.responses['200']?.content
  expect(content('/metrics')).toEqual({ 'text/plain': { schema: { type: 'string' } } })
  for (const path of ['/api/reports/el/{token}', '/api/reports/{id}/pdf'])
    expect(content(path), path).toEqual({ 'application/pdf': { schema: BYTES } })
  expect(Object.keys(content('/api/files/{hash}') ?? {})).toEqual([...PICTURES, 'application/pdf', 'application/octet-stream'])
  expect(content('/api/files/{hash}')?.['image/png']).toEqual({ schema: BYTES })
  for (const kind of ['thumbnail', 'screen'])
    expect(content(`/api/files/{hash}/${kind}`), kind).toEqual({ 'image/jpeg': { schema: BYTES } })
  expect(Object.keys(content('/healthz') ?? {})).toEqual(['application/json'])
})

test('the next bytes of a file are described as bytes, with the header that says where they go', async () => {
  const next = (await described())['/api/files/uploads/{id}']?.patch
  expect(next?.requestBody?.content).toEqual({ 'application/octet-stream': { schema: { anyOf: [BYTES, { type: 'null' }] } } })
  expect(next?.parameters?.find(({ name }) => name === 'upload-offset')).toMatchObject({
    in: 'header',
    required: true,
    schema: { type: 'integer', minimum: 0 },
  })
})

test('a room as columns is described by what it holds', async () => {
  const snapshot = (await described())['/api/rooms/{room}/snapshot']?.get?.responses['200']?.content['application/json']?.schema
  expect(snapshot).toMatchObject({ required: ['room', 'sort', 'number', 'head', 'stamps', 'kinds', 'contested', 'people'] })
})
