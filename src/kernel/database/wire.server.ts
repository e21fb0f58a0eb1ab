import { Duplex } from 'node:stream'
import type { Worker } from 'node:worker_threads'

/** Frontend message types after which the server answers: Sync, Query, Flush, CopyDone, CopyFail. */
const ANSWERED = new Set([...'SQHcf'].map(letter => letter.charCodeAt(0)))
const TERMINATE = 'X'.charCodeAt(0)

/**
 * The stream that the `pg` driver takes for a socket: it carries wire-protocol messages to the embedded database's thread and its
 * answers back, so that both engines share one driver, one set of type parsers and one set of error codes. The start-up packet is
 * answered here, because an embedded database has no one to authenticate.
 */
export class WireStream extends Duplex {
  #worker: Worker
  #started = false
  #unread: Buffer = Buffer.alloc(0)

  constructor(worker: Worker) {
    super()
    this.#worker = worker
    worker.on('message', this.#receive)
  }

  #receive = (answer: unknown): void => {
    if (answer instanceof Uint8Array) this.push(Buffer.from(answer.buffer, answer.byteOffset, answer.byteLength))
  }

  connect(): this {
    setImmediate(() => this.emit('connect'))
    return this
  }

  // What the driver asks of a socket and a thread has no use for.
  setNoDelay(): this {
    return this
  }
  setKeepAlive(): this {
    return this
  }
  ref(): this {
    return this
  }
  unref(): this {
    return this
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#take(chunk)
    done()
  }

  override _writev(chunks: { chunk: Buffer }[], done: () => void): void {
    this.#take(Buffer.concat(chunks.map(({ chunk }) => chunk)))
    done()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#worker.off('message', this.#receive)
    done(error)
  }

  #take(chunk: Buffer): void {
    const bytes = this.#afterGreeting(this.#unread.length > 0 ? Buffer.concat([this.#unread, chunk]) : chunk)
    if (!bytes) return
    let at = 0
    let answered = 0
    while (bytes.length - at >= 5) {
      const type = bytes.readUInt8(at)
      const length = 1 + bytes.readInt32BE(at + 1)
      if (bytes.length - at < length) break
      at += length
      if (type === TERMINATE) return void this.#finish()
      if (ANSWERED.has(type)) answered = at
    }
    if (answered > 0) this.#worker.postMessage({ wire: new Uint8Array(bytes.subarray(0, answered)) })
    this.#unread = Buffer.from(bytes.subarray(answered))
  }

  /** The bytes after the start-up packet, or nothing while that packet is incomplete. */
  #afterGreeting(bytes: Buffer): Buffer | undefined {
    if (this.#started) return bytes
    if (bytes.length < 4 || bytes.length < bytes.readInt32BE(0)) {
      this.#unread = bytes
      return undefined
    }
    this.#started = true
    this.#worker.postMessage({ wire: new Uint8Array(FORGET_STATEMENTS), unheard: true })
    this.push(GREETING)
    return bytes.subarray(bytes.readInt32BE(0))
  }

  #finish(): void {
    this.#unread = Buffer.alloc(0)
    // An answer to what was asked before may still come: nobody waits for it here any more.
    this.#worker.off('message', this.#receive)
    this.push(null)
    this.end()
  }
}

/** AuthenticationOk, the parameters the driver reads, BackendKeyData, ReadyForQuery (idle). */
const GREETING = Buffer.concat([
  message('R', Buffer.from([0, 0, 0, 0])),
  ...Object.entries({
    server_version: '18.0',
    client_encoding: 'UTF8',
    standard_conforming_strings: 'on',
    DateStyle: 'ISO, MDY',
    integer_datetimes: 'on',
  }).map(([name, value]) => message('S', Buffer.from(`${name}\0${value}\0`))),
  message('K', Buffer.from([0, 0, 0, 1, 0, 0, 0, 1])),
  message('Z', Buffer.from('I')),
])

/**
 * Behind every connection is the one session of the embedded database. The driver drops its connection after a failed query and begins the
 * next with no statement prepared; so must the session. What it listens to stays.
 */
const FORGET_STATEMENTS = message('Q', Buffer.from('deallocate all\0'))

function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5)
  head.write(type, 0)
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}
