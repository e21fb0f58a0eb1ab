import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import sharp from 'sharp'
import { build, type Rolldown } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../browser.ts'
import { OWNER_KEY, type RunningServer, startServer } from '../server.ts'

/** What the page under test holds: the device's queue alone, without the screens around it. */
type Queue = typeof import('../../src/kernel/file/upload.web.ts')
declare const queue: Queue

let server: RunningServer
let browser: Browser
let context: BrowserContext
let code: string
let photo: Buffer
let person: string

beforeAll(async () => {
  server = await startServer()
  person = ((await server.call('GET', '/api/me')) as { body: { person: string } }).body.person
  browser = await launchBrowser()
  const entry = resolve('src/kernel/file/upload.web.ts')
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: { write: false, lib: { entry, name: 'queue', formats: ['iife'] } },
  })
  code = ([built].flat()[0] as Rolldown.RolldownOutput).output[0].code
  photo = await sharp({
    create: { width: 1200, height: 900, channels: 3, noise: { type: 'gaussian', mean: 120, sigma: 60 }, background: 'grey' },
  })
    .jpeg({ quality: 95 })
    .toBuffer()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

/** The tablet's page, opened afresh: only what is on its disk is left of what came before. */
async function opens(): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${server.url}/healthz`)
  await page.addScriptTag({ content: code })
  return page
}

async function aTablet(): Promise<Page> {
  context = await browser.newContext({ bypassCSP: true, extraHTTPHeaders: { authorization: `Bearer ${OWNER_KEY}` } })
  return opens()
}

const takes = (page: Page, bytes = photo) =>
  page.evaluate(
    ([text, person]) =>
      queue.queuePhoto(new Blob([Uint8Array.from(atob(text), letter => letter.charCodeAt(0))]), {
        name: 'toit.jpg',
        room: 'r',
        person,
      }),
    [bytes.toString('base64'), person] as const,
  )
const waiting = (page: Page) => page.evaluate(() => queue.waitingFiles().then(files => files.length))

test('a photo taken without network is on the tablet, survives a restart, and leaves when the network is back', async () => {
  const page = await aTablet()
  await context.setOffline(true)
  const hash = await takes(page)
  expect(hash).toBe(createHash('sha256').update(photo).digest('hex'))
  expect(await page.evaluate(one => queue.waitingPhoto(one).then(blob => blob?.size), hash)).toBe(photo.length)
  await context.setOffline(false)
  await page.close()
  await server.kill()
  await server.restart()
  const reopened = await opens()
  expect(await waiting(reopened)).toBe(1)
  const told = reopened.evaluate(
    () => new Promise<number>(done => queue.onProgress(({ waiting, bytes }) => (waiting === 0 && bytes === 0 ? done(waiting) : undefined))),
  )
  await reopened.evaluate(() => void queue.startSending())
  expect(await told).toBe(0)
  const there = await fetch(`${server.url}/api/files/${hash}`, { headers: { authorization: `Bearer ${OWNER_KEY}` } })
  expect(Buffer.from(await there.arrayBuffer()).equals(photo)).toBe(true)
  await context.close()
})

test('what is no photo stays on the tablet with the reason until the person drops it', async () => {
  const page = await aTablet()
  const hash = await takes(page, Buffer.from('not a photo'))
  await expect.poll(() => page.evaluate(() => queue.waitingFiles().then(([file]) => file?.refused?.code))).toBe('not-a-picture')
  await page.evaluate(one => queue.dropFile(one, 'r'), hash)
  expect(await waiting(page)).toBe(0)
  await context.close()
})

test('a tablet that is nearly full keeps its room for what people write', async () => {
  const page = await aTablet()
  await page.evaluate(() => {
    navigator.storage.estimate = async () => ({ quota: 100 << 20, usage: 60 << 20 })
  })
  await expect(takes(page)).rejects.toThrow('device-full')
  expect(await waiting(page)).toBe(0)
  await context.close()
})
