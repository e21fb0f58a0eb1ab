import { expect, test } from 'vitest'
import { freshPostgresqlUrl } from '../../../tests/databases.ts'
import { checkVersion, connectOwner } from './owner.server.ts'

test.each([
  ['a port where nothing listens', 'postgres://me:secret@127.0.0.1:1/x', 'database-unreachable'],
  ['a name that leads nowhere', 'postgres://me:secret@nowhere.invalid/x', 'database-unreachable'],
])('%s is refused without the password', async (_name, url, code) => {
  const error = await connectOwner(url).catch((cause: unknown) => cause)
  expect(error).toMatchObject({ code, fr: expect.not.stringContaining('secret'), en: expect.not.stringContaining('secret') })
})

test('a database that was never created, and a server too old, are named', async () => {
  const url = new URL(await freshPostgresqlUrl())
  url.pathname = '/never_created'
  await expect(connectOwner(url.href)).rejects.toMatchObject({ code: 'database-missing' })
  expect(() => checkVersion(14, 'host/x')).toThrow('database-too-old')
  expect(() => checkVersion(15, 'host/x')).not.toThrow()
})
