import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { type ConfigurationMistakes, readConfiguration } from './configuration.server.ts'
import { EXPECTED, SECRET_SETTINGS } from './setting-expectations.ts'

const folder = mkdtempSync(join(tmpdir(), 'courant-settings-'))
afterAll(() => rmSync(folder, { recursive: true }))

function mistakesOf(environment: Record<string, string>): ConfigurationMistakes {
  try {
    readConfiguration({ COURANT_DATA: folder, ...environment })
  } catch (error) {
    return error as ConfigurationMistakes
  }
  throw new Error('no mistake was found')
}

const WRONG: Record<string, string> = {
  PORT: '70000',
  DATABASE_URL: 'mysql://user:secret@host/x',
  COURANT_BOOTSTRAP_KEY: 'secret',
  COURANT_ALLOW_PRIVATE_ADDRESSES: 'perhaps',
  COURANT_DEMO: 'perhaps',
  COURANT_URL: 'courant.example',
  COURANT_BEHIND_PROXY: 'perhaps',
  COURANT_ROLES: 'web,fly',
  COURANT_FILES_URL: 'bucket',
  COURANT_FILES_QUOTA: '-1',
  COURANT_BACKUP_PASSPHRASE: 'secret',
  COURANT_LOG_LEVEL: 'loud',
  COURANT_CALLS_PER_MINUTE: '0',
}

test.each(Object.entries(WRONG))('%s as %s is one sentence in each language', (name, value) => {
  const { fr, en } = mistakesOf({ [name]: value })
  expect(fr).toMatch(new RegExp(`^${name} doit être .+\\.$`))
  expect(en).toMatch(new RegExp(`^${name} must be .+\\.$`))
  expect([fr.includes('secret'), en.includes('secret')]).toEqual([false, false])
  expect(en.includes(value)).toBe(!SECRET_SETTINGS.has(name))
})

test.each(['javascript:alert(1)', 'ftp://courant.example'])('%s is no address of the web', address => {
  expect(mistakesOf({ COURANT_URL: address }).en).toMatch(/^COURANT_URL must be a full address/)
  expect(mistakesOf({ COURANT_FILES_URL: address }).en).toMatch(/^COURANT_FILES_URL must be a full address/)
})

test('several mistakes are said at once, a name that is no setting among them', () => {
  const { en } = mistakesOf({ PORT: 'x', COURANT_DEMO: 'x', COURANT_DTA: '/tmp' })
  expect(en.split('\n').map(line => line.split(' ')[0])).toEqual(['COURANT_DTA', 'PORT', 'COURANT_DEMO'])
})

test('the file of the data folder gives what the environment does not', () => {
  writeFileSync(join(folder, 'courant.json'), '{"PORT": 8200, "COURANT_DEMO": false}')
  expect(readConfiguration({ COURANT_DATA: folder })).toMatchObject({ PORT: 8200, COURANT_DEMO: false })
  expect(readConfiguration({ COURANT_DATA: folder, PORT: '8300' }).PORT).toBe(8300)
  writeFileSync(join(folder, 'courant.json'), '{"constructor": "x"}')
  expect(mistakesOf({}).en).toMatch(/^constructor is not a setting/)
  writeFileSync(join(folder, 'courant.json'), '{"PORT": ')
  expect(mistakesOf({}).en).toContain('courant.json must hold a JSON object')
  rmSync(join(folder, 'courant.json'))
})

test('every setting says what it must be', () => {
  const known = mistakesOf({ COURANT_DTA: 'x' })
    .en.match(/Known settings: (.+)\./)?.[1]
    ?.split(', ')
  expect(known).toEqual(Object.keys(EXPECTED))
})
