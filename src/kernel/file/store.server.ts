/** The bytes of files, by key. A key is made by Courant, never from a name that somebody typed. */
export interface FileStore {
  /** Where the bytes are, for the log. */
  place: string
  /** Whole or not at all: a reader never meets half a file, and once this resolves a power cut takes nothing away. */
  put(key: string, bytes: Buffer): Promise<void>
  read(key: string): Promise<Buffer | undefined>
  has(key: string): Promise<boolean>
  /** Removing what is not there is no mistake. */
  remove(key: string): Promise<void>
}

/** The parts of the kernel that files need. */
export interface Files {
  store: FileStore
  /** Bytes that one organisation may keep; no limit when absent. */
  quota?: number
}

export const ON_SCREEN = ['thumbnail', 'screen'] as const
export type Derived = (typeof ON_SCREEN)[number] | 'print'

const KEY = /^[0-9a-f-]{36}\/([0-9a-f]{64}(\.(thumbnail|screen|print))?|upload-[0-9a-f-]{36}\.\d+)$/

export function fileKey(organisation: string, hash: string, derived?: Derived): string {
  return `${organisation}/${hash}${derived ? `.${derived}` : ''}`
}

export function chunkKey(organisation: string, upload: string, offset: number): string {
  return `${organisation}/upload-${upload}.${offset}`
}

/** Stops a key that Courant did not make before it becomes a path or an address. */
export function checkedKey(key: string): string {
  if (!KEY.test(key)) throw new Error(`not a key of the file store: ${JSON.stringify(key)}`)
  return key
}
