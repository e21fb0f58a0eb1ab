import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Problem } from '#kernel/refusal.ts'
import { type RunningServer, startServer } from '../server.ts'
import { smallDisk } from '../small-disk.ts'
import { type AuditScene, anAudit, importBoth, type Tablet } from './scenario.ts'

let audit: AuditScene
beforeAll(async () => {
  audit = await anAudit('JALIBAT')
})
afterAll(() => audit?.end())

const HOUR = 3_600_000

/** A tablet whose clock is wrong from its first page on. */
async function aTabletOff(name: string, hours: number): Promise<Tablet> {
  const tablet = await audit.tablet(name)
  await tablet.page.clock.install({ time: Date.now() + hours * HOUR })
  await tablet.page.reload()
  await tablet.ready()
  return tablet
}

test('tablets a day early and a day late, and one whose clock jumps back: the order is the server’s, nothing is hidden', async () => {
  const [early, late] = [await aTabletOff('Tôt', -24), await aTabletOff('Tard', 24)]
  await late.marks('S1-1', 'string_open')
  await expect.poll(() => early.shows('S1-1')).toBe('string_open')
  await early.marks('S1-1', 'dead')
  await expect.poll(() => late.shows('S1-1')).toBe('dead')
  await late.page.clock.setSystemTime(Date.now() - 24 * HOUR)
  await late.marks('S1-2', 'string_open')
  await expect.poll(() => early.shows('S1-2')).toBe('string_open')
  expect([await audit.status('S1-1'), await audit.status('S1-2')]).toEqual(['dead', 'string_open'])
  const { body } = (await audit.server.call('GET', `/api/rooms/${audit.token}/history?limit=3`)) as { body: { items: { at: string }[] } }
  for (const { at } of body.items) expect(Math.abs(Date.parse(at) - Date.now())).toBeLessThan(HOUR)
  for (const tablet of [early, late]) await tablet.leaves()
})

function aVerdict(module: string, to: string, id: string = crypto.randomUUID()) {
  return {
    id,
    base: 0,
    device: 'program',
    at: new Date().toISOString(),
    changes: [{ kind: 'module', record: module, field: 'status', to }],
  }
}

test('the same change set 100 times at once is one act, and every answer says so', async () => {
  const [before, set] = [await audit.acts(), aVerdict('S2-2', 'string_open')]
  const send = () => audit.server.call('POST', `/api/rooms/${audit.token}/changes`, set)
  const answers = await Promise.all(Array.from({ length: 100 }, send))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  expect(await audit.acts()).toBe(before + 1)
})

test('a server killed between commit and answer takes the change set sent again as known', async () => {
  const [before, set] = [await audit.acts(), aVerdict('S2-3', 'string_open')]
  const path = `/api/rooms/${audit.token}/changes`
  const unanswered = audit.server.call('POST', path, set).catch(() => undefined)
  await expect.poll(() => audit.acts(), { interval: 5 }).toBe(before + 1)
  await audit.server.kill()
  await unanswered
  await audit.server.restart()
  expect((await audit.server.call('POST', path, set)).status).toBe(200)
  expect(await audit.acts()).toBe(before + 1)
})

async function judgesUntilRefused(server: RunningServer, token: string): Promise<{ taken: string[]; refused: Problem }> {
  const taken: string[] = []
  for (let turn = 0; turn < 5_000; turn++) {
    const set = { ...aVerdict('S3-1', turn % 2 ? 'dead' : 'string_open'), label: `turn ${turn}` }
    const { status, body } = await server.call('POST', `/api/rooms/${token}/changes`, set)
    if (status !== 200) return { taken, refused: body }
    taken.push(set.id)
  }
  throw new Error('the disk never became full')
}

test('a full disk refuses what it cannot keep, loses nothing it took, and takes it again once there is room', async () => {
  const disk = smallDisk(400)
  const server = await startServer({ COURANT_DATA: disk.folder })
  try {
    await importBoth(server)
    disk.fill()
    const { taken, refused } = await judgesUntilRefused(server, audit.token)
    expect(refused).toMatchObject({ code: 'disk-full', status: 507 })
    disk.free()
    const again = await server.call('POST', `/api/rooms/${audit.token}/changes`, aVerdict('S3-2', 'string_open'))
    expect(again.status).toBe(200)
    await server.kill()
    await server.restart()
    const { body } = (await server.call('GET', `/api/rooms/${audit.token}/history?limit=200`)) as { body: { items: { id: string }[] } }
    const kept = new Set(body.items.map(({ id }) => id))
    expect(taken.slice(-100).filter(id => !kept.has(id))).toEqual([])
    expect((await server.call('GET', `/api/rooms/${audit.token}/verify`)).body).toMatchObject({ intact: true })
  } finally {
    await server.stop()
    disk.unmount()
  }
})
