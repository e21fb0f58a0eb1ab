import type { Presence } from './protocol.ts'
import type { Connection } from './room-status.ts'

/** What the tabs of one device tell each other. Losing one only delays: the storage they share is the truth. */
export type TabMessage =
  | { type: 'saved'; room: string }
  | { type: 'connection'; connection: Connection; reason: string | null }
  | { type: 'presence'; room: string; people: Presence[] }
  /** A tab shows this room and needs the speaking tab to have it open. */
  | { type: 'shows'; room: string; sort: string }
  /** A tab has become the one that speaks and asks what the others show. */
  | { type: 'speaks' }
  /** What this person may do may have changed. */
  | { type: 'rights' }
  /** Somebody asked to send now. */
  | { type: 'retry' }
  | { type: 'whereabouts'; room: string; at: string | null; place: string | null }

/** The tabs of one person on one device. */
export class Tabs {
  readonly #name: string
  readonly #channel: BroadcastChannel
  readonly #leaving = new AbortController()

  constructor(person: string, heard: (message: TabMessage) => void) {
    this.#name = `courant-tabs-${person}`
    this.#channel = new BroadcastChannel(this.#name)
    this.#channel.onmessage = event => heard(event.data as TabMessage)
  }

  tell(message: TabMessage): void {
    this.#channel.postMessage(message)
  }

  /**
   * Calls `speak` when this tab is the one that speaks to the server: at once, or when the tab that did has gone, however it went.
   * Without Web Locks (plain HTTP on a local network) every tab speaks; each change set still counts once.
   */
  elect(speak: () => void): void {
    if (!('locks' in navigator)) {
      speak()
      return
    }
    const speaks = async () => {
      speak()
      await new Promise(resolve => this.#leaving.signal.addEventListener('abort', resolve))
    }
    navigator.locks.request(this.#name, { signal: this.#leaving.signal }, speaks).catch((error: unknown) => {
      if (!this.#leaving.signal.aborted) throw error
    })
  }

  close(): void {
    this.#leaving.abort()
    this.#channel.close()
  }
}
