import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SURROUNDINGS } from './installation.ts'
import { smallDisk } from './small-disk.ts'

let place: string
beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'courant-start-'))
})
afterAll(() => rmSync(place, { recursive: true, force: true }))

/** Starts a server as a person would: the status and the sentences of one that did not start, or 0 for one that listened. */
function starts(environment: Record<string, string>): Promise<{ status: number | null; said: string[] }> {
  const env = { ...SURROUNDINGS, COURANT_HOST: '127.0.0.1', COURANT_DEMO: 'off', COURANT_LOG_LEVEL: 'warn', PORT: '0' }
  const child = spawn(process.execPath, ['src/app/main.server.ts'], { env: { ...env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stderr.on('data', text => (said += text))
  child.stdout.once('data', () => child.kill('SIGTERM'))
  return new Promise(resolve => child.once('close', status => resolve({ status, said: said.split('\n').filter(Boolean) })))
}

/** One sentence in each language, and nothing of how the program is made. */
function expectSentences({ status, said }: { status: number | null; said: string[] }, fr: RegExp, en: RegExp): void {
  expect(said).toEqual([expect.stringMatching(fr), expect.stringMatching(en)])
  expect(status).toBe(1)
}

test('a disk too small for a first start is said to be full, and what was begun is made afresh once there is room', async () => {
  const disk = smallDisk(8)
  const settings = { COURANT_DATA: join(disk.folder, 'data') }
  try {
    expectSentences(await starts(settings), /^Le disque est plein\./, /^The disk is full\./)
    disk.becomes('size=200m')
    expect(await starts(settings)).toEqual({ status: 0, said: [] })
    expect(readdirSync(settings.COURANT_DATA).sort()).toEqual(['database', 'key'])
    disk.fill()
    expectSentences(await starts(settings), /^Le disque est plein\./, /^The disk is full\./)
    disk.free()
    expect(await starts(settings)).toEqual({ status: 0, said: [] })
    disk.becomes('ro')
    expectSentences(await starts(settings), /courant\.lock ne peut pas être lu ou écrit \(EROFS\)/, /cannot be read or written \(EROFS\)/)
  } finally {
    disk.unmount()
  }
})

test('a folder that cannot be made is named', async () => {
  const file = join(place, 'file')
  writeFileSync(file, '')
  const answer = await starts({ COURANT_DATA: join(file, 'data') })
  expectSentences(answer, /^\S+file\S* ne peut pas être lu ou écrit \(ENOTDIR\)/, /cannot be read or written \(ENOTDIR\)/)
})

test('a place where the system makes no folder, a key that is a folder and an address of nowhere are named', async () => {
  const answer = await starts({ COURANT_DATA: '/proc/courant' })
  expectSentences(answer, /^\/proc\/courant ne peut pas être lu ou écrit/, /^\/proc\/courant cannot be read or written/)
  const key = await starts({ COURANT_DATA: join(place, 'key'), COURANT_KEY_FILE: place })
  expectSentences(key, new RegExp(`^${place} ne peut pas être lu ou écrit`), new RegExp(`^${place} cannot be read or written`))
  const host = await starts({ COURANT_DATA: join(place, 'host'), COURANT_HOST: '999.1.1.1' })
  expectSentences(host, /^L’adresse 999\.1\.1\.1 n’est pas/, /^The address 999\.1\.1\.1 is not/)
  const bucket = await starts({ COURANT_DATA: join(place, 'bucket'), COURANT_FILES_KEY: 'a' })
  expectSentences(bucket, /vont ensemble/, /go together/)
}, 120_000)

test('a port that another program holds is named', async () => {
  const other = createServer()
  await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve))
  const { port } = other.address() as { port: number }
  const answer = await starts({ COURANT_DATA: join(place, 'port'), PORT: String(port) })
  expectSentences(answer, new RegExp(`^Le port ${port} est déjà pris`), new RegExp(`^Port ${port} is already taken`))
  other.close()
})

test.each<[string, (file: string) => void, RegExp, RegExp]>([
  ['is not JSON', file => writeFileSync(file, '{"PORT": '), /doit contenir un objet JSON/, /must hold a JSON object/],
  ['cannot be read', file => mkdirSync(file), /courant\.json ne peut pas être lu \(EISDIR\)/, /courant\.json cannot be read \(EISDIR\)/],
  ['names an unknown setting', file => writeFileSync(file, '{"PORTE": 1}'), /^PORTE n’est pas un réglage/, /^PORTE is not a setting/],
  ['sets a port that is none', file => writeFileSync(file, '{"PORT": 99999}'), /^PORT doit être/, /^PORT must be/],
])('a configuration that %s is said in one sentence', async (name, write, fr, en) => {
  const folder = join(place, name.replaceAll(' ', '-'))
  mkdirSync(folder)
  write(join(folder, 'courant.json'))
  expectSentences(await starts({ COURANT_DATA: folder, PORT: '' }), fr, en)
})
