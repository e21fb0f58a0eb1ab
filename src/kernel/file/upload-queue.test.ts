import { expect, test } from 'vitest'
import { refuseSpeaker } from '#kernel/access/speaker.ts'
import { problemOf } from '#kernel/refusal.ts'
import { refuseFile } from './refusals.ts'
import { progressOf, type QueuedFile, type QueueStorage, type QueueWire, sendQueue, stateIn } from './upload-queue.ts'

const aFile = (hash: string, size: number, queuedAt = 0): QueuedFile => ({
  ...{ hash, size, name: `${hash}.jpg`, picture: true, keepPlace: false, room: 'r', person: 'anna', queuedAt, sent: 0 },
})

function memory(): QueueStorage & { files: Map<string, { file: QueuedFile; bytes: Uint8Array | undefined }> } {
  const files = new Map<string, { file: QueuedFile; bytes: Uint8Array | undefined }>()
  return {
    files,
    add: async (file, bytes) => void files.set(file.hash, { file, bytes }),
    list: async () => [...files.values()].map(({ file }) => file),
    bytes: async hash => files.get(hash)?.bytes,
    update: async file => void files.set(file.hash, { ...files.get(file.hash)!, file }),
    remove: async hash => void files.delete(hash),
  }
}

/** A server that keeps pieces as ours does, and fails as it is told to, once a word. */
function server(troubles: ('no network' | 'answer lost' | 'expired' | 'busy')[] = []) {
  const kept = new Map<string, number[]>()
  const done: string[] = []
  let pieces = 0
  const stateOf = (file: string, size: number) => {
    const received = kept.get(file)?.length ?? 0
    if (received === size && !done.includes(file)) done.push(file)
    return { id: `${file}/${size}`, received, done: received === size }
  }
  const wire: QueueWire = {
    async announce(file) {
      if (file.name === 'text.jpg') throw refuseFile('not-a-picture')
      if (file.person !== 'anna') throw refuseSpeaker('other-person', { name: 'Anna' })
      return stateOf(file.hash, file.size)
    },
    async send(id, offset, bytes) {
      const trouble = troubles.shift()
      if (trouble === 'no network') throw new TypeError('Failed to fetch')
      if (trouble === 'busy') throw refuseFile('storage-away')
      const [file = '', size = ''] = id.split('/')
      if (trouble === 'expired') {
        kept.delete(file)
        throw refuseFile('unknown-upload')
      }
      const had = kept.get(file) ?? []
      if (had.length !== offset) throw refuseFile('wrong-offset', { received: had.length })
      kept.set(file, [...had, ...bytes])
      pieces += 1
      if (trouble === 'answer lost') throw new TypeError('Failed to fetch')
      return stateOf(file, Number(size))
    },
  }
  return { wire, kept, done, pieces: () => pieces }
}

const BYTES = Uint8Array.from({ length: 2_500_000 }, (_, index) => index % 251)

test('files leave in the order they came, in pieces, and the device forgets them when the server has them', async () => {
  const [device, { wire, done, kept, pieces }] = [memory(), server()]
  await device.add(aFile('second', 10, 2), BYTES.subarray(0, 10))
  await device.add(aFile('first', BYTES.length, 1), BYTES)
  expect(await sendQueue(device, wire)).toBe(true)
  expect(done).toEqual(['first', 'second'])
  expect(Uint8Array.from(kept.get('first')!)).toEqual(BYTES)
  expect(pieces()).toBe(4)
  expect(device.files.size).toBe(0)
})

test('a lost network stops the sending, and the next one goes on from the last byte', async () => {
  const [device, { wire, done, pieces }] = [memory(), server(['answer lost', 'no network'])]
  await device.add(aFile('photo', BYTES.length), BYTES)
  expect(await sendQueue(device, wire)).toBe(false)
  expect(await sendQueue(device, wire)).toBe(false)
  expect(device.files.size).toBe(1)
  expect(await sendQueue(device, wire)).toBe(true)
  expect([done, pieces()]).toEqual([['photo'], 3])
})

test('an upload that expired starts again by itself', async () => {
  const [device, { wire, done }] = [memory(), server(['expired'])]
  await device.add(aFile('photo', 10), BYTES.subarray(0, 10))
  expect(await sendQueue(device, wire)).toBe(true)
  expect(done).toEqual(['photo'])
})

test('what the server refuses stays on the device with its sentence, and the others go', async () => {
  const [device, { wire, done }] = [memory(), server()]
  await device.add(aFile('text', 10, 1), BYTES.subarray(0, 10))
  await device.add(aFile('photo', 10, 2), BYTES.subarray(0, 10))
  expect(await sendQueue(device, wire)).toBe(true)
  expect(done).toEqual(['photo'])
  expect(device.files.get('text')?.file.refused).toMatchObject({ code: 'not-a-picture' })
  expect(progressOf(await device.list())).toEqual({ waiting: 0, refused: 1, bytes: 0 })
})

test('the photo of a person who has left the device waits for them, and those of the next person go', async () => {
  const [device, { wire, done }] = [memory(), server()]
  await device.add({ ...aFile('left', 10, 1), person: 'boris' }, BYTES.subarray(0, 10))
  await device.add(aFile('photo', 10, 2), BYTES.subarray(0, 10))
  expect(await sendQueue(device, wire)).toBe(false)
  expect(done).toEqual(['photo'])
  expect(progressOf(await device.list())).toEqual({ waiting: 1, refused: 0, bytes: 10 })
})

test('a busy server is no refusal: the photo waits', async () => {
  const [device, { wire }] = [memory(), server(['busy'])]
  await device.add(aFile('photo', 10), BYTES.subarray(0, 10))
  expect(await sendQueue(device, wire)).toBe(false)
  expect(progressOf(await device.list())).toEqual({ waiting: 1, refused: 0, bytes: 10 })
})

test('bytes that the browser took back are said to be lost', async () => {
  const [device, { wire }] = [memory(), server()]
  await device.add(aFile('photo', 10), BYTES.subarray(0, 10))
  device.files.get('photo')!.bytes = undefined
  expect(await sendQueue(device, wire)).toBe(true)
  expect((await device.list())[0]?.refused?.code).toBe('bytes-evicted')
})

test.each([
  ['the page of a portal', new Response('<title>Wi-Fi</title>', { status: 200 })],
  ['a page that is not found', new Response('<title>404</title>', { status: 404 })],
  ['a gateway that takes everything', Response.json({ ok: true })],
  ['a gateway that speaks JSON', Response.json({ code: 'too-big', message: 'no' }, { status: 413 })],
])('%s refuses no photo: it waits', async (_name, response) => {
  const device = memory()
  await device.add(aFile('photo', 10), BYTES.subarray(0, 10))
  const wire: QueueWire = { announce: () => stateIn(response), send: () => Promise.reject(new Error('not reached')) }
  expect(await sendQueue(device, wire)).toBe(false)
  expect(progressOf(await device.list())).toMatchObject({ waiting: 1, refused: 0 })
})

test('what the server itself refuses is refused', async () => {
  const refusal = refuseFile('not-a-picture')
  const device = memory()
  await device.add(aFile('photo', 10), BYTES.subarray(0, 10))
  const answer = () => Response.json(problemOf(refusal, 'fr'), { status: refusal.status })
  const wire: QueueWire = { announce: () => stateIn(answer()), send: () => Promise.reject(new Error('not reached')) }
  expect(await sendQueue(device, wire)).toBe(true)
  expect(progressOf(await device.list())).toMatchObject({ waiting: 0, refused: 1 })
})
