/** The records that changed, as `recordKey`s; `null` when all of them may have. */
export type ChangedRecords = ReadonlySet<string> | null

/** Tells screens what changed, and gives each record a number that they can compare. */
export class RoomNews {
  readonly #listeners = new Set<(changed: ChangedRecords) => void>()
  readonly #versions = new Map<string, number>()
  /** Grows with each change of the room or of its status. */
  version = 0
  /** Grows with each change of any record. */
  recordsVersion = 0
  #allVersion = 0

  subscribe(listener: (changed: ChangedRecords) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  versionOf(key: string): number {
    return Math.max(this.#allVersion, this.#versions.get(key) ?? 0)
  }

  note(changed: ChangedRecords): void {
    this.version += 1
    if (changed === null || changed.size > 0) this.recordsVersion = this.version
    if (changed === null) this.#allVersion = this.version
    else for (const key of changed) this.#versions.set(key, this.version)
  }

  tell(changed: ChangedRecords): void {
    for (const listener of this.#listeners) listener(changed)
  }

  silence(): void {
    this.#listeners.clear()
  }
}
