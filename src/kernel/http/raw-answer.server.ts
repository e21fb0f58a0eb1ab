import type { Socket } from 'node:net'
import { problemOf } from '#kernel/refusal.ts'
import { refuse } from './refusals.ts'

const BY_CODE: Record<string, 'headers-too-large' | 'too-slow'> = {
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'too-slow',
}

/** Answers what is not even a request (bytes that are no HTTP, endless headers, a body that never comes) in the shape of every other refusal. */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy()
  const refusal = refuse(BY_CODE[error.code ?? ''] ?? 'unreadable-request')
  const body = JSON.stringify(problemOf(refusal, 'fr'))
  const lines = [
    `HTTP/1.1 ${refusal.status} Refused`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'X-Content-Type-Options: nosniff',
    'Connection: close',
  ]
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`)
}
