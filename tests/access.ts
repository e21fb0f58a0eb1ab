import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { pino } from 'pino'
import { type Access, openAccess } from '#kernel/access/access.server.ts'
import { createKey } from '#kernel/access/key.server.ts'
import type { Role } from '#kernel/access/role.ts'
import type { Database } from '#kernel/database/database.server.ts'
import type { Route } from '#kernel/http/route.server.ts'
import { buildServer } from '#kernel/http/server.server.ts'
import type { Kernel } from '#kernel/kernel.server.ts'
import { TEST_KEY } from './databases.ts'

export const OWN_ORIGIN = 'http://courant.test'

/** The server of the product on an open database, asked without a network. */
export async function serverOver(
  database: Database,
  routes: Route[] = [],
): Promise<{ app: FastifyInstance; access: Access; log: string[] }> {
  const log: string[] = []
  const logger = pino({ level: 'error' }, { write: line => void log.push(line) })
  const access = openAccess({ database, key: TEST_KEY, log: logger })
  const kernel = { database, log: logger, version: '0', folder: '' } as unknown as Kernel
  const { app } = await buildServer({
    kernel,
    routes: [...access.routes, ...routes],
    authenticate: access.authenticate,
    log: logger,
    callsPerMinute: 100_000,
    behindProxy: true,
    origins: [],
  })
  return { app, access, log }
}

export type Answer = LightMyRequestResponse

/** One browser: it keeps its cookies and says where its pages come from. */
export class Browser {
  readonly cookies = new Map<string, string>()
  readonly #app: FastifyInstance
  readonly #address: string
  origin = OWN_ORIGIN

  constructor(app: FastifyInstance, address = '198.51.100.1') {
    this.#app = app
    this.#address = address
  }

  async ask(method: InjectOptions['method'] & string, url: string, body?: object, headers: Record<string, string> = {}): Promise<Answer> {
    const answer = await this.#app.inject({
      method: method as 'GET',
      url,
      headers: { host: 'courant.test', origin: this.origin, 'x-forwarded-for': this.#address, cookie: this.#cookie(), ...headers },
      ...(body === undefined ? {} : { payload: body }),
    })
    for (const { name, value, maxAge, expires } of answer.cookies) {
      if (maxAge === 0 || (expires && expires.getTime() < Date.now())) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return answer
  }

  #cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('; ')
  }
}

/** Asks with an API key, as a program does. */
export function asker(app: FastifyInstance, key: string) {
  return (method: string, url: string, body?: object): Promise<Answer> =>
    app.inject({
      method: method as 'GET',
      url,
      headers: { host: 'courant.test', authorization: `Bearer ${key}` },
      ...(body === undefined ? {} : { payload: body }),
    })
}

export async function aKey(database: Database, organisation: string, role: Role = 'owner'): Promise<string> {
  return (await createKey(database, { organisation, role })).key
}

/** The secret at the end of an address such as `https://courant.example/join#secret`. */
export function secretOf(address: string): string {
  return new URL(address).hash.slice(1)
}
