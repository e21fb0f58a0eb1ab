import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { recordActivity } from '#kernel/access/activity.server.ts'
import type { Query } from '#kernel/database/database.server.ts'
import { type Route, route } from '#kernel/http/route.server.ts'
import { archivedAnswer, given, holding, type Listing, listing, numbered, pageOf } from './listing.server.ts'
import { nextNumber } from './numbering.server.ts'
import { refuseOffice } from './refusals.ts'

type Shape = Record<string, z.ZodType>
type Columns = Record<string, unknown>

/** A list that the office keeps: clients, projects, visits. Numbered in its organisation, searched, archived, never deleted. */
export interface Register<Fields extends Shape> {
  thing: 'client' | 'project' | 'intervention'
  /** Where it is served, and the name of the list in the answer. */
  path: string
  plural: string
  /** What may be written, by its name on the wire; those of `required` must be given at creation. */
  fields: Fields
  required: (keyof Fields & string)[]
  /** What is read besides the id. */
  shape: Shape
  /** Columns read, as SQL over `r` and what `joins` brings. */
  columns: RawBuilder<unknown>
  joins: RawBuilder<unknown>
  /** Text that a search looks in, and the order of the list. */
  searched: RawBuilder<unknown>
  order: RawBuilder<unknown>
  /** Restricts the list by these query parameters. */
  filters: Record<string, RawBuilder<unknown>>
  /** The columns of a body; throws when it points at something that does not exist. */
  written(query: Query, body: Record<string, unknown>): Promise<Columns>
}

export interface Kept {
  routes: Route[]
  add(query: Query, organisation: string, body: Record<string, unknown>, importedAs?: string): Promise<number>
}

/** The routes of a register, and how the rest of the server adds to it. */
export function keepRegister<Fields extends Shape>(register: Register<Fields>): Kept {
  const add = adder(register)
  return { add, routes: [creating(register, add), listed(register), shown(register), changing(register), archiving(register)] }
}

function answerOf<Fields extends Shape>({ shape }: Register<Fields>) {
  return z.object({ id: z.int(), ...shape, created_at: z.date(), updated_at: z.date(), archived: z.boolean() })
}

function tableOf({ thing }: { thing: string }): RawBuilder<unknown> {
  return sql.table(`audit.${thing}`)
}

function selected<Fields extends Shape>(register: Register<Fields>): RawBuilder<unknown> {
  return sql`select r.id, ${register.columns}, r.created_at, r.updated_at, r.archived_at is not null as archived
    from ${tableOf(register)} r ${register.joins}`
}

async function theRow<Fields extends Shape>(query: Query, register: Register<Fields>, id: number): Promise<never> {
  const { rows } = await sql`${selected(register)} where r.id = ${id}`.execute(query)
  if (!rows[0]) throw refuseOffice(`${register.thing}-unknown`, { id: String(id) })
  return rows[0] as never
}

/** What people call it: its name, or the day of a visit and its project. */
function calledBy({ name, date, project_name: project }: Columns): string {
  return typeof name === 'string' ? name : [date, project].filter(Boolean).join(' · ')
}

function adder<Fields extends Shape>(register: Register<Fields>): Kept['add'] {
  return async (query, organisation, body, importedAs) => {
    const columns = given(await register.written(query, body))
    const id = await nextNumber(query, organisation, register.thing)
    const row: Columns = { organisation, id, ...columns, ...(importedAs === undefined ? {} : { imported_as: importedAs }) }
    await sql`insert into ${tableOf(register)} (${sql.join(Object.keys(row).map(name => sql.ref(name)))})
      values (${sql.join(Object.values(row))})`.execute(query)
    return id
  }
}

function creating<Fields extends Shape>(register: Register<Fields>, add: Kept['add']): Route {
  const optional = z.object(register.fields).partial()
  const mask = Object.fromEntries(register.required.map(name => [name, true]))
  return route({
    method: 'POST',
    path: register.path,
    summary: `Adds one of the ${register.plural}.`,
    right: 'manage',
    body: optional.required(mask as never) as z.ZodType<Record<string, unknown>>,
    response: answerOf(register),
    status: 201,
    handler: ({ actor, body, inOrganisation }) =>
      inOrganisation(async query => {
        const id = await add(query, actor.organisation, body)
        const row = await theRow(query, register, id)
        await recordActivity(query, actor, `${register.thing}.create`, String(id), { name: calledBy(row) })
        return row
      }),
  })
}

function listed<Fields extends Shape>(register: Register<Fields>): Route {
  const filters = Object.fromEntries(Object.keys(register.filters).map(name => [name, z.coerce.number().int().optional()]))
  return route({
    method: 'GET',
    path: register.path,
    summary: `The ${register.plural}, a page at a time.`,
    right: 'read',
    query: listing.extend(filters) as unknown as z.ZodType<Listing & Record<string, unknown>>,
    response: z.object({ [register.plural]: z.array(answerOf(register)), total: z.int(), page: z.int(), size: z.int() }),
    handler: ({ query: asked, inOrganisation }) =>
      inOrganisation(async query => {
        const where = conditions(register, asked)
        const { limit, offset } = pageOf(asked)
        const counted = await sql<{ total: number }>`
          select count(*)::int as total from ${tableOf(register)} r ${register.joins} where ${where}`.execute(query)
        const { rows } = await sql`${selected(register)} where ${where} order by ${register.order}, r.id
          limit ${limit} offset ${offset}`.execute(query)
        return { [register.plural]: rows, total: counted.rows[0]!.total, page: asked.page, size: asked.size } as never
      }),
  })
}

function conditions<Fields extends Shape>(register: Register<Fields>, asked: Listing & Record<string, unknown>): RawBuilder<unknown> {
  const all = [asked.archived === 'true' ? sql`r.archived_at is not null` : sql`r.archived_at is null`]
  all.push(...holding(register.searched, asked.search))
  for (const [name, column] of Object.entries(register.filters)) {
    if (asked[name] !== undefined) all.push(sql`${column} = ${asked[name]}`)
  }
  return sql.join(all, sql` and `)
}

function shown<Fields extends Shape>(register: Register<Fields>): Route {
  return route({
    method: 'GET',
    path: `${register.path}/:id`,
    summary: `One of the ${register.plural}.`,
    right: 'read',
    params: numbered,
    response: answerOf(register),
    handler: ({ params, inOrganisation }) => inOrganisation(query => theRow(query, register, params.id)),
  })
}

function changing<Fields extends Shape>(register: Register<Fields>): Route {
  return route({
    method: 'PATCH',
    path: `${register.path}/:id`,
    summary: `Changes what is given of one of the ${register.plural}; \`archived: false\` brings it back.`,
    right: 'manage',
    params: numbered,
    body: z.object({ ...register.fields, archived: z.literal(false) }).partial() as z.ZodType<Record<string, unknown>>,
    response: answerOf(register),
    handler: ({ actor, params, body, inOrganisation }) =>
      inOrganisation(async query => {
        const before: Columns = await theRow(query, register, params.id)
        const columns: Columns = { ...given(await register.written(query, body)), updated_at: new Date() }
        if (body.archived === false) columns.archived_at = null
        const sets = Object.entries(columns).map(([name, value]) => sql`${sql.ref(name)} = ${value}`)
        await sql`update ${tableOf(register)} set ${sql.join(sets)} where id = ${params.id}`.execute(query)
        const was = Object.fromEntries(Object.keys(given(body)).map(name => [name, before[name] ?? null]))
        await recordActivity(query, actor, `${register.thing}.change`, String(params.id), {
          name: calledBy(before),
          before: was,
          after: given(body),
        })
        return theRow(query, register, params.id)
      }),
  })
}

function archiving<Fields extends Shape>(register: Register<Fields>): Route {
  return route({
    method: 'DELETE',
    path: `${register.path}/:id`,
    summary: `Archives one of the ${register.plural}: it leaves the lists and stays in history.`,
    right: 'manage',
    params: numbered,
    response: archivedAnswer,
    handler: ({ actor, params, inOrganisation }) =>
      inOrganisation(async query => {
        const row = await theRow(query, register, params.id)
        await sql`update ${tableOf(register)} set archived_at = now() where id = ${params.id}`.execute(query)
        await recordActivity(query, actor, `${register.thing}.archive`, String(params.id), { name: calledBy(row) })
        return { success: true as const }
      }),
  })
}

/** Refuses a number that points at nothing: the row is read under the reader's own organisation. */
export async function mustExist(query: Query, thing: Register<Shape>['thing'], id: unknown): Promise<void> {
  const { rows } = await sql`select 1 from ${tableOf({ thing })} where id = ${id} and archived_at is null`.execute(query)
  if (!rows[0]) throw refuseOffice(`${thing}-unknown`, { id: String(id) })
}
