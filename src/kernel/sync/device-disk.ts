import { Refusal } from '#kernel/refusal.ts'
import type { DeviceStorage, StorageWrites } from './device-storage.ts'
import { refuseCapture } from './refusals.ts'
import type { RoomStatus } from './room-status.ts'

export interface DiskSettings {
  room: string
  storage: DeviceStorage
  /** Told after each save, so that other tabs read what is new. */
  saved?: () => void
  /** Asked to free space when the disk is full, before a change is refused: photos already sent can be fetched again, a word cannot. */
  freeSpace?: () => Promise<boolean>
  report: (news: Partial<RoomStatus>) => void
}

/** Writes one room to the device's storage and tells when it cannot. */
export class DeviceDisk {
  readonly #settings: DiskSettings
  /** What arrived and could not be written yet; it goes with the next thing that arrives. */
  #unsaved: StorageWrites | undefined
  #failing = false

  constructor(settings: DiskSettings) {
    this.#settings = settings
  }

  /** Resolves when it is on disk; throws a Refusal when it is not. */
  async save(writes: StorageWrites): Promise<void> {
    try {
      await this.#saveOrFree(writes)
    } catch (error) {
      const full = isFull(error)
      this.#failing = true
      this.#settings.report({ storageFull: full, lastError: full ? 'storage-full' : 'storage-failed' })
      throw full ? refuseCapture('storage-full') : refuseCapture('storage-failed', { reason: String(error) })
    }
    if (this.#failing) this.#settings.report({ storageFull: false })
    this.#failing = false
    this.#settings.saved?.()
  }

  /** Keeps what the server said. The server remembers it anyway, so a disk that is full only delays it. */
  async keep(writes: StorageWrites): Promise<void> {
    this.#unsaved = joined([this.#unsaved ?? {}, writes])
    await this.retry()
  }

  /** Writes what a full disk has delayed, for other tabs wait for it, and finds out whether there is room again. */
  async retry(): Promise<void> {
    if (!this.#unsaved && !this.#failing) return
    try {
      await this.save(this.#unsaved ?? {})
      this.#unsaved = undefined
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  }

  /** The room begins again: what the former history said and could not be written is void. Answers whether there was any. */
  forget(): boolean {
    const forgot = this.#unsaved !== undefined
    this.#unsaved = undefined
    return forgot
  }

  async #saveOrFree(writes: StorageWrites): Promise<void> {
    const { room, storage, freeSpace } = this.#settings
    try {
      await storage.save(room, writes)
    } catch (error) {
      if (!isFull(error) || !(await freeSpace?.())) throw error
      await storage.save(room, writes)
    }
  }
}

/** Browsers wrap the error of a full disk in the error of the transaction it aborted. */
function isFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const inner = 'inner' in error ? error.inner : error.cause
  return error.name === 'QuotaExceededError' || /QuotaExceeded/.test(error.message) || isFull(inner)
}

/** Several writes as one. A later snapshot takes the place of the entries before it: after a reset they are no longer true. */
export function joined(writes: StorageWrites[]): StorageWrites {
  const all: StorageWrites = {}
  for (const part of writes) {
    if (part.people) all.people = part.people
    if (part.resets !== undefined) all.resets = part.resets
    if (part.head) all.head = part.head
    all.entries = [...((part.snapshot ? undefined : all.entries) ?? []), ...(part.entries ?? [])]
    if (part.snapshot) all.snapshot = part.snapshot
    const gone = new Set(part.settled)
    all.settled = [...(all.settled ?? []), ...gone]
    all.queued = [...(all.queued ?? []).filter(set => !gone.has(set.id)), ...(part.queued ?? [])]
    all.refused = [...(all.refused ?? []).filter(({ set }) => !gone.has(set.id)), ...(part.refused ?? [])]
    all.acts = [...(all.acts ?? []), ...(part.acts ?? [])]
    all.forgottenActs = [...(all.forgottenActs ?? []), ...(part.forgottenActs ?? [])]
  }
  return all
}
