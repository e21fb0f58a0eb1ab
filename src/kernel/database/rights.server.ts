import pg from 'pg'
import { refuseDatabase } from './refusals.ts'

const NOT_ALLOWED = '42501'

/** Does the work of an owner; a right that PostgreSQL misses is refused with the statements that give it. */
export async function asAllowedOwner<Result>(owner: pg.ClientBase, place: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (!isNotAllowed(error)) throw error
    const { login, statements } = await missingRights(owner)
    if (statements.length === 0) throw error
    throw Object.assign(refuseDatabase('database-rights', { place, login, statements: statements.join(' ') }), { cause: error })
  }
}

function isNotAllowed(error: unknown): boolean {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown }
  return code === NOT_ALLOWED || (cause !== undefined && isNotAllowed(cause))
}

interface Rights {
  database: string
  login: string
  creates: boolean
  makes_roles: boolean
  /** Who made the tables; `null` before anybody did. */
  owner: string | null
  owns: boolean | null
}

async function missingRights(owner: pg.ClientBase): Promise<{ login: string; statements: string[] }> {
  await owner.query('rollback')
  const { rows } = await owner.query<Rights>(`select current_database() as database, current_user as login,
    has_database_privilege(current_database(), 'CREATE') as creates, rolsuper or rolcreaterole as makes_roles,
    (select nspowner::regrole::text from pg_namespace where nspname = 'kernel') as owner,
    (select pg_has_role(nspowner, 'MEMBER') from pg_namespace where nspname = 'kernel') as owns
    from pg_roles where rolname = current_user`)
  const [{ database, login, creates, makes_roles: makesRoles, owner: maker, owns }] = rows as [Rights]
  const [name, who] = [pg.escapeIdentifier(database), pg.escapeIdentifier(login)]
  const statements = [
    ...(creates ? [] : [`GRANT CREATE ON DATABASE ${name} TO ${who};`]),
    ...(makesRoles ? [] : [`ALTER ROLE ${who} CREATEROLE;`]),
    ...(maker === null || owns ? [] : [`GRANT ${maker} TO ${who};`]),
  ]
  return { login, statements }
}
