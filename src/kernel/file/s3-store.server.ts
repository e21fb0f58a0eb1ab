import { createHash } from 'node:crypto'
import { AwsV4Signer } from 'aws4fetch'
import { guardedFetch, type OutboundAnswer } from '#kernel/http/guarded-fetch.server.ts'
import { Refusal } from '#kernel/refusal.ts'
import { refuseFile } from './refusals.ts'
import { checkedKey, type FileStore } from './store.server.ts'

export interface S3Settings {
  /** Address of the bucket, such as https://s3.example/bucket. */
  url: string
  key: string
  secret: string
  region: string
}

const MAX_ANSWER = 128 << 20
const TIMEOUT_MS = 60_000
const TRIES = 3
const PAUSE_MS = 200

/** Keeps the bytes in an S3 bucket. Its address is the deployment's own choice, so it may be on the private network. */
export function s3Store(settings: S3Settings): FileStore {
  const call = (method: 'GET' | 'PUT' | 'HEAD' | 'DELETE', key: string, body?: Buffer) => callWithPatience(settings, method, key, body)
  return {
    place: settings.url,
    async put(key, bytes) {
      expectStatus(await call('PUT', key, bytes), [200, 201, 204])
    },
    async read(key) {
      const answer = expectStatus(await call('GET', key), [200, 404])
      return answer.status === 404 ? undefined : answer.body
    },
    has: async key => expectStatus(await call('HEAD', key), [200, 404]).status === 200,
    async remove(key) {
      expectStatus(await call('DELETE', key), [200, 204, 404])
    },
  }
}

/** Every call may be made twice with the same result, so a cut or an overloaded store is asked again. */
async function callWithPatience(settings: S3Settings, method: 'GET' | 'PUT' | 'HEAD' | 'DELETE', key: string, body?: Buffer) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = await callOnce(settings, method, key, body)
      if (answer.status < 500 || attempt === TRIES) return answer
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      if (attempt === TRIES) throw away(error)
    }
    await new Promise(resolve => setTimeout(resolve, PAUSE_MS * 2 ** attempt))
  }
}

async function callOnce(settings: S3Settings, method: 'GET' | 'PUT' | 'HEAD' | 'DELETE', key: string, body?: Buffer) {
  const { url, headers } = await sign(settings, method, key, body)
  const asked = { method, headers, timeoutMs: TIMEOUT_MS, maxBytes: MAX_ANSWER, ...(body ? { body } : {}) }
  return guardedFetch(url.href, asked, { allowPrivate: true, ownPorts: [] })
}

async function sign(settings: S3Settings, method: string, key: string, body?: Buffer) {
  const signer = new AwsV4Signer({
    method,
    url: `${settings.url.replace(/\/$/, '')}/${checkedKey(key)}`,
    // The hash of the body is signed too: bytes damaged on the way are refused by the store itself.
    headers: {
      'x-amz-content-sha256': createHash('sha256')
        .update(body ?? '')
        .digest('hex'),
    },
    accessKeyId: settings.key,
    secretAccessKey: settings.secret,
    region: settings.region,
    service: 's3',
  })
  const { url, headers } = await signer.sign()
  return { url, headers: Object.fromEntries(headers.entries()) }
}

function expectStatus(answer: OutboundAnswer, expected: number[]): OutboundAnswer {
  if (expected.includes(answer.status)) return answer
  throw away(new Error(`the store answered ${answer.status}: ${answer.body.toString('utf8').slice(0, 500)}`))
}

function away(cause: unknown): Refusal {
  const refusal = refuseFile('storage-away')
  refusal.cause = cause
  return refusal
}
