import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor, Role } from '#kernel/access/role.ts'
import type { Database } from '#kernel/database/database.server.ts'
import { buildServer } from '#kernel/http/server.server.ts'
import type { Kernel } from '#kernel/kernel.server.ts'
import { anOrganisation, freshDatabase, onBothEngines } from '../../../tests/databases.ts'
import { keepFile, readDerived, readFile } from './file.server.ts'
import { folderStore } from './folder-store.server.ts'
import { fileRoutes } from './routes.server.ts'
import { fileKey } from './store.server.ts'
import { sweepUploads } from './upload.server.ts'

const log = pino({ level: 'silent' })
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'courant-files-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function kernelOver(database: Database): Kernel {
  return {
    database,
    files: { store: folderStore(folder) },
    rooms: undefined as never,
    jobs: undefined as never,
    pdf: undefined as never,
    log,
    version: '0',
    folder,
  }
}

async function serverOver(kernel: Kernel): Promise<FastifyInstance> {
  const settings = { kernel, routes: fileRoutes, log, callsPerMinute: 100_000, behindProxy: false, origins: [] }
  const authenticate = async (request: { headers: Record<string, unknown> }) => JSON.parse(String(request.headers['x-actor'])) as Actor
  return (await buildServer({ ...settings, authenticate })).app
}

function actorOf(organisation: string, role: Role = 'technician', more: Partial<Actor> = {}): Actor {
  const person = crypto.randomUUID()
  return { organisation, person, name: 'Adrien', by: 'key', role, device: 'd', grants: [], ...more }
}

/** A device that talks to the server with an actor's rights. */
function deviceOf(app: FastifyInstance, actor: Actor) {
  const headers = { 'x-actor': JSON.stringify(actor) }
  const device = {
    announce: async (body: object) => {
      const answer = await app.inject({ method: 'POST', url: '/api/files/uploads', headers, payload: body })
      return { status: answer.statusCode, body: answer.json() }
    },
    send: async (id: string, offset: number, payload: Buffer) => {
      const more = { 'upload-offset': String(offset), 'content-type': 'application/octet-stream' }
      const answer = await app.inject({ method: 'PATCH', url: `/api/files/uploads/${id}`, headers: { ...headers, ...more }, payload })
      return { status: answer.statusCode, body: answer.json() }
    },
    get: (path: string) => app.inject({ method: 'GET', url: `/api/files/${path}`, headers }),
    async upload(bytes: Buffer, more: object = {}) {
      const announced = await device.announce({ hash: sha256(bytes), size: bytes.length, name: 'photo.jpg', ...more })
      return announced.body.done || announced.status !== 200 ? announced : device.send(announced.body.id, announced.body.received, bytes)
    },
  }
  return device
}

/** Each is another file: files are known by what they hold. */
async function aPhoto(width = 2400, height = 1600): Promise<Buffer> {
  const picture = sharp({ create: { width, height, channels: 3, background: { r: 160, g: 90, b: 40 } } })
  const exif = {
    IFD0: { Make: 'Courant', ImageDescription: crypto.randomUUID() },
    IFD2: { DateTimeOriginal: '2025:03:04 22:15:07', OffsetTimeOriginal: '+01:00' },
    IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '48/1 30/1 36/1', GPSLongitudeRef: 'W', GPSLongitude: '2/1 0/1 0/1' },
  }
  return picture.jpeg().withExif(exif).withMetadata({ orientation: 6 }).withExifMerge(exif).toBuffer()
}

onBothEngines('files', [], database => {
  let app: FastifyInstance
  let organisation: string
  beforeAll(async () => {
    app = await serverOver(kernelOver(database()))
    organisation = await anOrganisation(database(), 'Toiture')
  })
  afterAll(() => app.close())

  test('a photo keeps its bytes, its time and its orientation; the pictures made from it are upright and say no place', async () => {
    const [photo, adrien] = [await aPhoto(), deviceOf(app, actorOf(organisation))]
    const sent = await adrien.upload(photo, { picture: true, keepPlace: true })
    expect(sent).toMatchObject({ status: 200, body: { done: true } })
    expect(sent.body.file).toMatchObject({ takenAt: '2025-03-04T22:15:07+01:00', orientation: 6, type: 'image/jpeg', width: 2400 })
    const original = await adrien.get(sha256(photo))
    expect(original.rawPayload.equals(photo)).toBe(true)
    for (const [kind, width, height] of [
      ['thumbnail', 213, 320],
      ['screen', 1067, 1600],
    ] as const) {
      const { rawPayload } = await adrien.get(`${sha256(photo)}/${kind}`)
      expect(await sharp(rawPayload).metadata()).toMatchObject({ format: 'jpeg', width, height })
      expect((await sharp(rawPayload).metadata()).exif).toBeUndefined()
    }
    const { file } = await readFile(kernelOver(database()), organisation, sha256(photo))
    expect(file).toMatchObject({ located: true, place: { latitude: 48.51, longitude: -2 } })
    const onPaper = await sharp(await readDerived(kernelOver(database()), file, 'print')).metadata()
    expect(onPaper).toMatchObject({ format: 'jpeg', width: 667, height: 1000 })
    expect(onPaper.exif).toBeUndefined()
  })

  test('a place is not written down unless the person keeps it', async () => {
    const photo = await aPhoto()
    await deviceOf(app, actorOf(organisation)).upload(photo)
    const { file } = await readFile(kernelOver(database()), organisation, sha256(photo))
    expect(file).toMatchObject({ located: true, place: null })
  })

  test('the original of a photo that says where it was taken is for a lead and for who took it', async () => {
    const [photo, author] = [await aPhoto(), actorOf(organisation)]
    await deviceOf(app, author).upload(photo)
    const open = async (actor: Actor, path = '') => (await deviceOf(app, actor).get(sha256(photo) + path)).statusCode
    expect(await open(author)).toBe(200)
    expect(await open(actorOf(organisation, 'lead'))).toBe(200)
    expect(await open(actorOf(organisation, 'viewer'))).toBe(403)
    expect(await open(actorOf(organisation, 'viewer'), '/screen')).toBe(200)
  })

  test('somebody invited to one audit sees the photos of that audit only, and another organisation none', async () => {
    const [photo, room] = [await aPhoto(), crypto.randomUUID()]
    await deviceOf(app, actorOf(organisation)).upload(photo, { room })
    const guest = (of: string) => actorOf(organisation, 'client', { grants: [{ room: of, scope: 'read' }] })
    const status = async (actor: Actor) => (await deviceOf(app, actor).get(`${sha256(photo)}/thumbnail`)).statusCode
    expect(await status(guest(room))).toBe(200)
    expect(await status(guest(crypto.randomUUID()))).toBe(404)
    expect(await status(actorOf(await anOrganisation(database(), `Other ${room}`), 'owner'))).toBe(404)
  })

  test('knowing a hash opens nothing: a guest must send the bytes', async () => {
    const [photo, room] = [await aPhoto(), crypto.randomUUID()]
    await deviceOf(app, actorOf(organisation)).upload(photo)
    const guest = deviceOf(app, actorOf(organisation, 'client', { grants: [{ room, scope: 'write' }] }))
    expect((await guest.get(sha256(photo))).statusCode).toBe(404)
    const announced = await guest.announce({ hash: sha256(photo), size: photo.length, name: 'x', room })
    expect(announced.body).toMatchObject({ done: false, received: 0 })
    expect((await guest.send(announced.body.id, 0, photo)).body.done).toBe(true)
    expect((await guest.get(`${sha256(photo)}/thumbnail`)).statusCode).toBe(200)
  })

  test('a viewer sends nothing', async () => {
    const sent = await deviceOf(app, actorOf(organisation, 'viewer')).upload(Buffer.from('a text'))
    expect(sent).toMatchObject({ status: 403, body: { code: 'not-allowed' } })
  })

  test('a file arrives in pieces, over a restart of the server and of the tablet', async () => {
    const [bytes, actor] = [randomBytes(900_000), actorOf(organisation)]
    const announced = { hash: sha256(bytes), size: bytes.length, name: 'mesure.bin' }
    const first = await deviceOf(app, actor).announce(announced)
    await deviceOf(app, actor).send(first.body.id, 0, bytes.subarray(0, 400_000))
    const restarted = await serverOver(kernelOver(database()))
    const again = await deviceOf(restarted, actor).announce(announced)
    expect(again.body).toMatchObject({ id: first.body.id, received: 400_000, done: false })
    expect((await deviceOf(restarted, actor).get(`uploads/${first.body.id}`)).json()).toMatchObject({ received: 400_000 })
    const last = await deviceOf(restarted, actor).send(first.body.id, 400_000, bytes.subarray(400_000))
    expect(last.body).toMatchObject({ done: true, file: { type: 'application/octet-stream', size: 900_000 } })
    await restarted.close()
  })

  test('a piece sent twice, or out of turn, is refused with the byte to continue from', async () => {
    const [bytes, device] = [randomBytes(1000), deviceOf(app, actorOf(organisation))]
    const { body } = await device.announce({ hash: sha256(bytes), size: 1000, name: 'x' })
    await device.send(body.id, 0, bytes.subarray(0, 600))
    for (const [offset, piece] of [
      [0, bytes.subarray(0, 600)],
      [700, bytes.subarray(700)],
      [600, bytes],
    ] as const)
      expect(await device.send(body.id, offset, piece)).toMatchObject({
        status: 409,
        body: { code: 'wrong-offset', details: { received: 600 } },
      })
    const nowhere = await device.send(body.id, Number.NaN, bytes.subarray(600))
    expect(nowhere).toMatchObject({ status: 400, body: { code: 'bad-input' } })
    expect(nowhere.body.fr).toContain('upload-offset (attendu\u202f: un nombre)')
    expect((await device.send(body.id, 600, bytes.subarray(600))).body.done).toBe(true)
  })

  test('one piece sent by two tabs at once counts once', async () => {
    const [bytes, device] = [randomBytes(1000), deviceOf(app, actorOf(organisation))]
    const { body } = await device.announce({ hash: sha256(bytes), size: 1000, name: 'x' })
    const answers = await Promise.all([1, 2, 3].map(() => device.send(body.id, 0, bytes.subarray(0, 500))))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
    expect((await device.send(body.id, 500, bytes.subarray(500))).body.done).toBe(true)
  })

  test('a file that the server has is done at once', async () => {
    const photo = await aPhoto()
    await deviceOf(app, actorOf(organisation)).upload(photo)
    const again = await deviceOf(app, actorOf(organisation)).announce({ hash: sha256(photo), size: photo.length, name: 'same.jpg' })
    expect(again.body).toMatchObject({ id: null, done: true, received: photo.length })
  })

  test('bytes damaged on the way are refused and can be sent afresh', async () => {
    const [bytes, device] = [randomBytes(500), deviceOf(app, actorOf(organisation))]
    const announced = { hash: sha256(bytes), size: 500, name: 'x' }
    const { body } = await device.announce(announced)
    expect(await device.send(body.id, 0, randomBytes(500))).toMatchObject({ status: 422, body: { code: 'wrong-hash' } })
    expect((await device.announce(announced)).body).toMatchObject({ received: 0, done: false })
    expect((await device.upload(bytes)).body.done).toBe(true)
  })

  test('an upload of somebody else is unknown', async () => {
    const bytes = randomBytes(100)
    const { body } = await deviceOf(app, actorOf(organisation)).announce({ hash: sha256(bytes), size: 100, name: 'x' })
    const stranger = deviceOf(app, actorOf(organisation, 'owner'))
    expect(await stranger.send(body.id, 0, bytes)).toMatchObject({ status: 404, body: { code: 'unknown-upload' } })
  })

  test('an upload that nobody continues is forgotten, its pieces too', async () => {
    const [bytes, device] = [randomBytes(1000), deviceOf(app, actorOf(organisation))]
    const { body } = await device.announce({ hash: sha256(bytes), size: 1000, name: 'x' })
    await device.send(body.id, 0, bytes.subarray(0, 10))
    await database().asSystem(query =>
      query
        .updateTable('kernel.upload')
        .set({ expires_at: new Date(0) })
        .where('id', '=', body.id)
        .execute(),
    )
    await sweepUploads(kernelOver(database()))
    expect((await device.get(`uploads/${body.id}`)).statusCode).toBe(404)
    expect(await folderStore(folder).has(`${organisation}/upload-${body.id}.0`)).toBe(false)
  })

  test('the same bytes kept twice are one file, in both rooms', async () => {
    const bytes = Buffer.from(`I;V\n${Math.random()}`)
    for (const room of ['a', 'b']) await keepFile(kernelOver(database()), organisation, bytes, { name: 'iv.csv', by: 'p', room })
    const rooms = await database().inOrganisation(organisation, query =>
      query.selectFrom('kernel.file_room').select('room').where('hash', '=', sha256(bytes)).orderBy('room').execute(),
    )
    expect(rooms).toEqual([{ room: 'a' }, { room: 'b' }])
  })
})

describe('bad files', () => {
  let database: Database
  let app: FastifyInstance
  let device: ReturnType<typeof deviceOf>
  let organisation: string
  beforeAll(async () => {
    database = await freshDatabase('pglite')
    app = await serverOver(kernelOver(database))
    organisation = await anOrganisation(database, 'Strict')
    device = deviceOf(app, actorOf(organisation, 'lead'))
  })
  afterAll(async () => {
    await app.close()
    await database.close()
  })

  test('more than 100 MB is refused before a byte is sent', async () => {
    const announced = await device.announce({ hash: 'a'.repeat(64), size: 101 << 20, name: 'film.mov' })
    expect(announced).toMatchObject({ status: 413, body: { code: 'file-too-large', details: { limit: 100 } } })
  })

  test('a flood of pixels is refused without unpacking it', async () => {
    const before = process.memoryUsage().rss
    const flood = aPngHead(40_000, 40_000)
    expect(await device.upload(flood, { picture: true })).toMatchObject({ status: 422, body: { code: 'too-many-pixels' } })
    expect(process.memoryUsage().rss - before).toBeLessThan(300 << 20)
  })

  test.each([
    ['a text', Buffer.from('not a photo at all')],
    ['a drawing with a script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['a magick script', Buffer.from('push graphic-context\nviewbox 0 0 640 480\nfill "url(https://evil.example/)"\npop graphic-context')],
    ['a JPEG head with nothing behind', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])],
    ['a PDF', Buffer.from('%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj')],
  ])('%s is no picture, whatever its name', async (_name, bytes) => {
    expect(await device.upload(bytes, { picture: true })).toMatchObject({ status: 422, body: { code: 'not-a-picture' } })
  })

  test.each([
    ['a drawing with a script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(2)</script></svg>'), 'plan.svg'],
    ['a page', Buffer.from('<!doctype html><script>alert(2)</script>'), 'page.html'],
  ])('%s that is attached leaves as bytes to be saved', async (_name, bytes, name) => {
    await device.upload(bytes, { name })
    const { headers, statusCode } = await device.get(sha256(bytes))
    expect(statusCode).toBe(200)
    expect(headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    })
    expect(headers['content-disposition']).toContain(`attachment; filename="${name}"`)
    expect((await device.get(`${sha256(bytes)}/screen`)).statusCode).toBe(415)
  })

  test('a GIF that is a script too is shown as a picture, and the pictures made from it carry no script', async () => {
    const gif = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
      .gif()
      .toBuffer()
    const polyglot = Buffer.concat([gif, Buffer.from('/*=1;*/alert("polyglot")//<script>alert(1)</script>')])
    await device.upload(polyglot, { picture: true, name: 'x.js' })
    const { headers } = await device.get(sha256(polyglot))
    expect(headers).toMatchObject({ 'content-type': 'image/gif', 'x-content-type-options': 'nosniff' })
    const made = await device.get(`${sha256(polyglot)}/thumbnail`)
    expect(made.headers['content-type']).toBe('image/jpeg')
    expect(made.rawPayload.includes('alert')).toBe(false)
  })

  test('a HEIC photo is kept as it is, and its preview is refused with what to do', async () => {
    const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic'), randomBytes(2000)])
    expect((await device.upload(heic, { picture: true, name: 'IMG_1.HEIC' })).body).toMatchObject({
      done: true,
      file: { type: 'image/heic' },
    })
    expect((await device.get(`${sha256(heic)}/screen`)).json()).toMatchObject({
      status: 415,
      code: 'no-preview',
      details: { type: 'image/heic' },
    })
  })

  test('a name cannot break out of its header or of its folder', async () => {
    const bytes = randomBytes(64)
    await device.upload(bytes, { name: '../../é"\r\nset-cookie: x=1;/évil\u202E"%.txt' })
    const { headers } = await device.get(sha256(bytes))
    expect(headers['set-cookie']).toBeUndefined()
    expect(headers['content-disposition']).toBe(`attachment; filename="_vil__.txt"; filename*=UTF-8''%C3%A9vil%22%25.txt`)
  })

  test('an organisation stops at its quota, and what it had stays', async () => {
    const kernel = kernelOver(database)
    kernel.files.quota = 1500
    const own = await anOrganisation(database, 'Small')
    const small = await serverOver(kernel)
    const there = deviceOf(small, actorOf(own))
    const first = randomBytes(1000)
    expect((await there.upload(first)).body.done).toBe(true)
    expect(await there.upload(randomBytes(600))).toMatchObject({ status: 507, body: { code: 'storage-full' } })
    expect((await there.get(sha256(first))).statusCode).toBe(200)
    await small.close()
  })

  test('bytes lost from the store are said to be lost', async () => {
    const bytes = randomBytes(50)
    await device.upload(bytes)
    await folderStore(folder).remove(fileKey(organisation, sha256(bytes)))
    expect((await device.get(sha256(bytes))).json()).toMatchObject({ code: 'file-missing', status: 500 })
  })
})

/** A PNG that says it is huge and carries almost nothing. */
function aPngHead(width: number, height: number): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const parts = [pngPart('IHDR', head), pngPart('IDAT', deflateSync(Buffer.alloc(1000))), pngPart('IEND', Buffer.alloc(0))]
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), ...parts])
}

function pngPart(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data])
  let crc = 0xffffffff
  for (const byte of body) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(data.length, 0)
  ends.writeUInt32BE((crc ^ 0xffffffff) >>> 0, 4)
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
}
