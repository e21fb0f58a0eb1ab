import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { S3_KEY, type S3Simulator, startS3 } from '../../../tests/simulators/s3.ts'
import { folderStore } from './folder-store.server.ts'
import { s3Store } from './s3-store.server.ts'
import { chunkKey, type FileStore, fileKey } from './store.server.ts'

const ORGANISATION = crypto.randomUUID()
const aKey = () => fileKey(ORGANISATION, randomBytes(32).toString('hex'))
let folder: string
let s3: S3Simulator

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'courant-files-'))
  s3 = await startS3()
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await s3.stop()
})

const STORES: Record<string, () => FileStore> = {
  folder: () => folderStore(folder),
  S3: () => s3Store({ url: s3.url, ...S3_KEY }),
}

describe.each(Object.entries(STORES))('a file store (%s)', (_name, open) => {
  test('gives back the very bytes', async () => {
    const [key, bytes] = [aKey(), randomBytes(300_000)]
    await open().put(key, bytes)
    expect((await open().read(key))?.equals(bytes)).toBe(true)
    expect(await open().has(key)).toBe(true)
  })

  test('says that it does not have a key', async () => {
    const key = aKey()
    expect(await open().read(key)).toBeUndefined()
    expect(await open().has(key)).toBe(false)
  })

  test('takes the same key again, as after a lost answer', async () => {
    const key = aKey()
    await open().put(key, Buffer.from('first'))
    await open().put(key, Buffer.from('first'))
    expect(String(await open().read(key))).toBe('first')
  })

  test('forgets a key, once or twice', async () => {
    const key = chunkKey(ORGANISATION, crypto.randomUUID(), 0)
    await open().put(key, Buffer.from('chunk'))
    await open().remove(key)
    await open().remove(key)
    expect(await open().has(key)).toBe(false)
  })

  test.each(['../../etc/passwd', `${ORGANISATION}/../x`, `${ORGANISATION}/photo.jpg`, '', `${ORGANISATION}/${'a'.repeat(64)}.html`])(
    'makes no place for a key that is not its own: %s',
    async key => {
      await expect(async () => open().put(key, Buffer.from('x'))).rejects.toThrow('not a key')
      await expect(async () => open().read(key)).rejects.toThrow('not a key')
    },
  )
})

test('a write into the folder that fails leaves nothing beside', async () => {
  const key = aKey()
  await expect(folderStore(folder).put(key, { length: 3 } as never)).rejects.toThrow()
  const left = readdirSync(folder, { recursive: true }).filter(name => String(name).endsWith('.part'))
  expect(left).toEqual([])
  expect(await folderStore(folder).has(key)).toBe(false)
})

describe('an S3 bucket in trouble', () => {
  test.each(['busy', 'cut', 'forgets to answer'] as const)('is asked again when it %s', async trouble => {
    const [key, bytes] = [aKey(), randomBytes(1000)]
    s3.troubles.push(trouble)
    await STORES.S3!().put(key, bytes)
    expect((await STORES.S3!().read(key))?.equals(bytes)).toBe(true)
  })

  test('never passes half a file for a whole one', async () => {
    const [key, bytes] = [aKey(), randomBytes(100_000)]
    await STORES.S3!().put(key, bytes)
    s3.troubles.push('half')
    expect((await STORES.S3!().read(key))?.equals(bytes)).toBe(true)
  })

  test('is said to be away when it stays so', async () => {
    s3.troubles.push('busy', 'cut', 'busy')
    await expect(STORES.S3!().put(aKey(), Buffer.from('x'))).rejects.toMatchObject({ code: 'storage-away', status: 503 })
  })

  test('refuses a wrong secret, and nobody takes that for an empty bucket', async () => {
    const stranger = s3Store({ url: s3.url, ...S3_KEY, secret: 'guessed' })
    await expect(stranger.read(aKey())).rejects.toMatchObject({ code: 'storage-away' })
    expect(s3.requests.at(-1)?.status).toBe(403)
  })
})
