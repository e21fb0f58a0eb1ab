import { isProblem, Refusal } from '#kernel/refusal.ts'

/** A file that this device still has to send. Its bytes are kept apart, so that the list stays light. */
export interface QueuedFile {
  hash: string
  size: number
  name: string
  picture: boolean
  /** Whether the person keeps the place that the photo says. */
  keepPlace: boolean
  room: string
  /** Who took it: it leaves in no other name. */
  person: string
  /** Milliseconds of the device's clock: the order of sending. */
  queuedAt: number
  /** Bytes that the server said it has. */
  sent: number
  /** Why the server will never take it; it stays on the device until the person decides. */
  refused?: { code: string; fr: string; en: string }
}

/** Where a device keeps its files: IndexedDB in a browser, memory in a test. */
export interface QueueStorage {
  /** List entry and bytes together, or nothing. Throws `QuotaExceededError` when the device is full. */
  add(file: QueuedFile, bytes: Uint8Array): Promise<void>
  list(): Promise<QueuedFile[]>
  bytes(hash: string, room: string): Promise<Uint8Array | undefined>
  update(file: QueuedFile): Promise<void>
  remove(hash: string, room: string): Promise<void>
}

export interface SentState {
  id: string | null
  received: number
  done: boolean
}

/** The server's side. A refusal is thrown as `Refusal`; anything else thrown means that it could not be reached. */
export interface QueueWire {
  announce(file: QueuedFile): Promise<SentState>
  send(id: string, offset: number, bytes: Uint8Array): Promise<SentState>
}

/** What the server said of a file. A portal or a proxy on the way judges none: the piece has not arrived, and is sent again. */
export async function stateIn(response: Response): Promise<SentState> {
  const answer: unknown = await response.json()
  if (response.ok && isState(answer)) return answer
  if (!isProblem(answer)) throw new Error(`not the server: HTTP ${response.status}`)
  throw new Refusal(answer.code, answer, answer.details)
}

function isState(answer: unknown): answer is SentState {
  const { received, done } = (answer ?? {}) as Partial<Record<keyof SentState, unknown>>
  return typeof received === 'number' && typeof done === 'boolean'
}

export interface Progress {
  /** Files that are only on this device and on their way. */
  waiting: number
  /** Files that the server refused. */
  refused: number
  /** Bytes still to send. */
  bytes: number
}

const CHUNK = 1 << 20
/** Refusals that time or a person cures: they stop the sending, and it is tried again. */
const PASSING = new Set([401, 403, 408, 429, 500, 502, 503, 504, 507])

export function progressOf(files: QueuedFile[]): Progress {
  const waiting = files.filter(file => !file.refused)
  const bytes = waiting.reduce((sum, file) => sum + file.size - file.sent, 0)
  return { waiting: waiting.length, refused: files.length - waiting.length, bytes }
}

/**
 * Sends what waits, the oldest first, one file at a time and one piece after the other. Whatever interrupts it, the next call goes on
 * where the server says it stands. Answers `true` when nothing is left to send. What another person left on this device waits for them.
 */
export async function sendQueue(storage: QueueStorage, wire: QueueWire, changed: () => void = () => undefined): Promise<boolean> {
  const away = new Set<string>()
  for (;;) {
    const waiting = (await storage.list()).filter(file => !file.refused)
    const next = waiting.filter(({ person }) => !away.has(person)).sort((a, b) => a.queuedAt - b.queuedAt)[0]
    if (!next) return waiting.length === 0
    const outcome = await sendOne(next, storage, wire, changed)
    changed()
    if (outcome === 'later') return false
    if (outcome === 'person away') away.add(next.person)
  }
}

async function sendOne(
  file: QueuedFile,
  storage: QueueStorage,
  wire: QueueWire,
  changed: () => void,
): Promise<'settled' | 'later' | 'person away'> {
  const bytes = await storage.bytes(file.hash, file.room)
  if (!bytes) {
    // The list outlived the bytes: the browser took them back. Said, not hidden.
    await storage.update({ ...file, refused: EVICTED })
    return 'settled'
  }
  try {
    await sendBytes(file, bytes, storage, wire, changed)
    await storage.remove(file.hash, file.room)
    return 'settled'
  } catch (error) {
    if (error instanceof Refusal && error.code === 'other-person') return 'person away'
    if (!(error instanceof Refusal) || PASSING.has(error.status)) return 'later'
    await storage.update({ ...file, refused: { code: error.code, fr: error.fr, en: error.en } })
    return 'settled'
  }
}

async function sendBytes(file: QueuedFile, bytes: Uint8Array, storage: QueueStorage, wire: QueueWire, changed: () => void): Promise<void> {
  let state = await wire.announce(file)
  while (!state.done) {
    const { id, received } = state
    if (id === null) throw new Error('an upload that is not done has an id')
    state = await sendPiece(wire, file, id, received, bytes.subarray(received, received + CHUNK))
    await storage.update({ ...file, sent: state.received })
    changed()
  }
}

/** Another tab or a lost answer moved the server on, or the upload expired: the server is asked where it stands. */
async function sendPiece(wire: QueueWire, file: QueuedFile, id: string, offset: number, piece: Uint8Array): Promise<SentState> {
  try {
    return await wire.send(id, offset, piece)
  } catch (error) {
    if (error instanceof Refusal && ['wrong-offset', 'unknown-upload'].includes(error.code)) return wire.announce(file)
    throw error
  }
}

const EVICTED = {
  code: 'bytes-evicted',
  fr: 'Le navigateur a effacé cette photo avant son envoi. Reprenez-la si vous le pouvez.',
  en: 'The browser deleted this photo before it was sent. Take it again if you can.',
}
