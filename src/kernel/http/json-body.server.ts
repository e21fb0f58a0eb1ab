import type { FastifyInstance } from 'fastify'
import { isDeeperThan, MOST_LEVELS } from '#kernel/nesting.ts'
import { refuse } from './refusals.ts'

/** The older tablets send JSON without saying so, which a browser then calls plain text. */
const TYPES = ['application/json', 'text/plain']

/** Reads bodies as JSON, before any schema looks at them. */
export function takeJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser(TYPES)
  app.addContentTypeParser(TYPES, { parseAs: 'string' }, (request, text: string, done) =>
    parse(request, text, (error, body) => {
      if (isDeeperThan(MOST_LEVELS, body)) done(refuse('too-deep', { levels: MOST_LEVELS }))
      else done(error, body)
    }),
  )
}
