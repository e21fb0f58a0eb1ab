import pg from 'pg'
import { expect, test } from 'vitest'
import { freshPostgresqlUrl, TEST_KEY } from '../../../tests/databases.ts'
import { migrate } from './migrate.server.ts'
import { KERNEL_MIGRATIONS, openDatabase } from './open.server.ts'
import { connectOwner } from './owner.server.ts'

test('a login that may create nothing is refused with the statements that give it the rights, which are enough', async () => {
  const url = new URL(await freshPostgresqlUrl())
  const database = url.pathname.slice(1)
  const login = `${database} maker`
  const superuser = new pg.Client({ connectionString: url.href })
  await superuser.connect()
  await superuser.query(`create role "${login}" login`)
  const mine = new URL(url)
  mine.username = encodeURIComponent(login)
  const open = () => openDatabase({ key: TEST_KEY, url: mine.href }, [])
  const statements = `GRANT CREATE ON DATABASE "${database}" TO "${login}"; ALTER ROLE "${login}" CREATEROLE;`
  await expect(open()).rejects.toMatchObject({
    code: 'database-rights',
    details: { login, statements },
    en: expect.stringContaining(statements),
  })
  await superuser.query(`grant create on database "${database}" to "${login}"`)
  await expect(open()).rejects.toMatchObject({ details: { statements: `ALTER ROLE "${login}" CREATEROLE;` } })
  await superuser.query(statements)
  const owner = await connectOwner(mine.href)
  expect(await migrate(owner, [KERNEL_MIGRATIONS])).toContain('kernel/001-roles.sql')
  await owner.end()
  await superuser.end()
})
