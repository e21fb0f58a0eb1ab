/** The records that changed, as `recordKey`s; `null` when all of them may have. */
export type ChangedRecords = ReadonlySet<string> | null

/** Tells screens what changed, and gives them a number that they can compare. */
export class RecordNews {
  readonly #listeners = new Set<(changed: ChangedRecords) => void>()
  /** Grows with each change of the room or of its status. */
  version = 0
  /** Grows with each change of any record. */
  recordsVersion = 0

  subscribe(listener: (changed: ChangedRecords) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  note(changed: ChangedRecords): void {
    this.version += 1
    if (changed === null || changed.size > 0) this.recordsVersion = this.version
  }

  tell(changed: ChangedRecords): void {
    for (const listener of this.#listeners) listener(changed)
  }

  silence(): void {
    this.#listeners.clear()
  }
}
