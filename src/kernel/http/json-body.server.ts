import { isUtf8 } from 'node:buffer'
import type { FastifyInstance } from 'fastify'
import { isDeeperThan, MOST_LEVELS } from '#kernel/nesting.ts'
import { refuse } from './refusals.ts'

/** The older tablets send JSON without saying so, which a browser then calls plain text. */
const TYPES = ['application/json', 'text/plain']

/** Reads bodies as JSON in UTF-8, before any schema looks at them. */
export function takeJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser(TYPES)
  app.addContentTypeParser(TYPES, { parseAs: 'buffer' }, (request, bytes: Buffer, done) =>
    parse(request, textOf(bytes, request.headers['content-type']), (error, body) => {
      if (isDeeperThan(MOST_LEVELS, body)) done(refuse('too-deep', { levels: MOST_LEVELS }))
      else done(error, body)
    }),
  )
}

/** Bytes in another writing would be stored damaged, and nobody could tell later. */
function textOf(bytes: Buffer, type = ''): string {
  const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(type)?.[1]
  if (charset !== undefined && !/^(utf-?8|us-ascii)$/i.test(charset)) throw refuse('other-charset', { charset })
  if (!isUtf8(bytes)) throw refuse('not-utf-8')
  return bytes.toString('utf8')
}
