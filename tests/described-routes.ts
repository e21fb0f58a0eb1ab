import { type Mark, secretWord } from './rows.ts'

export interface CallMade {
  method: string
  /** As described, such as `/api/keys/{id}`. */
  path: string
  url: string
  /** Those of its own, and the type of its body. */
  headers: Record<string, string>
  body: string | undefined
  isPublic: boolean
}

interface Schema {
  type?: string
  format?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  properties?: Record<string, Schema>
  items?: Schema
  minimum?: number
  default?: unknown
}

interface Operation {
  parameters?: { name: string; in: string; required?: boolean; schema: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  security?: unknown[]
}

const CALLED = ['uuid', 'text', 'room'] as const

/** A call to every address that the running server describes, its parameters and body made of the marked things of an organisation. */
export async function callsOf(url: string, mark: Mark): Promise<CallMade[]> {
  const description = (await (await fetch(`${url}/api/docs/json`)).json()) as { paths: Record<string, Record<string, Operation>> }
  return Object.entries(description.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, operation]) =>
      // A thing is called by its uuid, by a text of its own, or by the room it stands in: each is tried.
      CALLED.map(called => callOf(path, method.toUpperCase(), operation, mark, called)),
    ),
  )
}

function callOf(path: string, method: string, operation: Operation, mark: Mark, called: (typeof CALLED)[number]): CallMade {
  const nameOf = (parameter: string) => (called === 'uuid' ? mark.uuid : secretWord(mark, called === 'room' ? 'room' : parameter))
  const given = (where: string) =>
    (operation.parameters ?? [])
      .filter(parameter => parameter.in === where && parameter.required)
      .map(({ name, schema }): [string, string] => [name, String(sample(schema, name, mark))])
  const search = new URLSearchParams(given('query'))
  const [type, content] = Object.entries(operation.requestBody?.content ?? {})[0] ?? []
  const body = content && sample(content.schema, 'body', mark)
  return {
    method,
    path,
    url: path.replace(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(nameOf(name))) + (search.size > 0 ? `?${search}` : ''),
    headers: { ...Object.fromEntries(given('header')), ...(type ? { 'content-type': type } : {}) },
    body: type === 'application/json' ? JSON.stringify(body) : (body as string | undefined),
    isPublic: operation.security?.length === 0,
  }
}

/** A value that fits the schema and names the things of the marked organisation wherever it can. */
function sample(schema: Schema, name: string, mark: Mark): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const inner = schema.anyOf?.[0] ?? schema.oneOf?.[0]
  if (inner) return sample(inner, name, mark)
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map(part => sample(part, name, mark) as object))
  if (schema.type === 'object' || schema.properties)
    return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([key, part]) => [key, sample(part, key, mark)]))
  if (schema.type === 'array') return schema.items ? [sample(schema.items, name, mark)] : []
  if (schema.type === 'boolean') return false
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(schema.minimum ?? 1, 1)
  return sampleText(schema, name, mark)
}

function sampleText(schema: Schema, name: string, mark: Mark): string {
  const byFormat: Record<string, string> = {
    uuid: mark.uuid,
    email: 'somebody@example.org',
    'date-time': '2026-11-21T12:00:00.000Z',
    date: '2026-11-21',
    uri: 'https://example.org/',
  }
  return byFormat[schema.format ?? ''] ?? secretWord(mark, name)
}
