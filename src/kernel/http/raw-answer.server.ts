import type { Socket } from 'node:net'
import { problemOf } from '#kernel/refusal.ts'
import { refuse } from './refusals.ts'

/** Answers what is not even a request (bytes that are no HTTP, endless headers) in the shape of every other refusal. */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy()
  const refusal = refuse(error.code === 'HPE_HEADER_OVERFLOW' ? 'headers-too-large' : 'unreadable-request')
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
