import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface S3Simulator {
  /** Address of the bucket. */
  url: string
  objects: Map<string, Buffer>
  requests: { method: string; path: string; status: number }[]
  /** What happens to the next calls, one word each: a 503, a cut before the answer, a cut inside it, a cut after the work is done. */
  troubles: ('busy' | 'cut' | 'half' | 'forgets to answer')[]
  stop(): Promise<void>
}

export const S3_KEY = { key: 'AKIACOURANTTEST', secret: 'a secret / with + signs', region: 'eu-west-3' }
const CLOCK_TOLERANCE_MS = 15 * 60_000

/** A bucket that is as strict as the real ones: every request carries a right AWS Signature Version 4 over a right body hash. */
export async function startS3(credentials = S3_KEY): Promise<S3Simulator> {
  const objects = new Map<string, Buffer>()
  const requests: S3Simulator['requests'] = []
  const troubles: S3Simulator['troubles'] = []
  const server = createServer(async (request, reply) => {
    const body = Buffer.concat(await request.toArray())
    const trouble = troubles.shift()
    if (trouble === 'cut') return void request.socket.destroy()
    const wrong = trouble === 'busy' ? 'SlowDown' : wrongWith(request, body, credentials)
    const { status, bytes } = wrong ? refused(wrong) : work(objects, request.method ?? '', keyOf(request), body)
    requests.push({ method: request.method ?? '', path: request.url ?? '', status })
    if (trouble === 'forgets to answer') return void request.socket.destroy()
    send(reply, status, bytes, trouble === 'half')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/bucket`,
    objects,
    requests,
    troubles,
    stop() {
      server.closeAllConnections()
      return new Promise(resolve => server.close(() => resolve()))
    },
  }
}

function keyOf(request: IncomingMessage): string {
  return (request.url ?? '').replace(/^\/bucket\//, '')
}

function work(objects: Map<string, Buffer>, method: string, key: string, body: Buffer): { status: number; bytes: Buffer } {
  const found = objects.get(key)
  if (method === 'PUT') objects.set(key, body)
  if (method === 'DELETE') objects.delete(key)
  if (method === 'PUT') return { status: 200, bytes: Buffer.alloc(0) }
  if (method === 'DELETE') return { status: 204, bytes: Buffer.alloc(0) }
  if (!found) return { status: 404, bytes: Buffer.from('<Error><Code>NoSuchKey</Code></Error>') }
  return { status: 200, bytes: method === 'HEAD' ? Buffer.alloc(0) : found }
}

function refused(code: string): { status: number; bytes: Buffer } {
  return { status: code === 'SlowDown' ? 503 : 403, bytes: Buffer.from(`<Error><Code>${code}</Code></Error>`) }
}

function send(reply: ServerResponse, status: number, bytes: Buffer, half: boolean): void {
  reply.writeHead(status, bytes.length > 0 ? { 'content-length': bytes.length } : {})
  if (!half) return void reply.end(bytes)
  reply.write(bytes.subarray(0, bytes.length >> 1), () => reply.destroy())
}

/** The code that a bucket answers when the signature, the date or the body is not right. */
function wrongWith(request: IncomingMessage, body: Buffer, { key, secret, region }: typeof S3_KEY): string | undefined {
  const header = (name: string) => String(request.headers[name] ?? '').trim()
  const parts = /^AWS4-HMAC-SHA256 Credential=([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(header('authorization'))
  if (!parts) return 'AuthorizationHeaderMalformed'
  const [, credential = '', signedHeaders = '', signature] = parts
  const date = header('x-amz-date')
  const scope = `${date.slice(0, 8)}/${region}/s3/aws4_request`
  if (credential !== `${key}/${scope}`) return 'InvalidAccessKeyId'
  if (Math.abs(Date.now() - instantOf(date)) > CLOCK_TOLERANCE_MS) return 'RequestTimeTooSkewed'
  if (!['host', 'x-amz-content-sha256', 'x-amz-date'].every(name => signedHeaders.split(';').includes(name))) return 'AccessDenied'
  if (header('x-amz-content-sha256') !== sha256(body)) return 'XAmzContentSHA256Mismatch'
  const headers = signedHeaders.split(';').map(name => `${name}:${header(name).replace(/ +/g, ' ')}\n`)
  const [path = '', query = ''] = (request.url ?? '').split('?')
  const canonical = [request.method, path, query, headers.join(''), signedHeaders, sha256(body)].join('\n')
  const toSign = ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n')
  const signingKey = [date.slice(0, 8), region, 's3', 'aws4_request'].reduce<Buffer>(hmac, Buffer.from(`AWS4${secret}`))
  return hmac(signingKey, toSign).toString('hex') === signature ? undefined : 'SignatureDoesNotMatch'
}

function instantOf(date: string): number {
  const [, year, month, day, hours, minutes, seconds] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date) ?? []
  return Date.parse(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`)
}

function sha256(text: Buffer | string): string {
  return createHash('sha256').update(text).digest('hex')
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}
