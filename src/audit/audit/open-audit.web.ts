import { createContext, useContext } from 'react'
import type { Rights } from '#kernel/access/role.ts'
import type { Change, RoomReader } from '#kernel/record/change.ts'
import type { Presence } from '#kernel/sync/protocol.ts'
import type { LampState } from '#kernel/ui/SyncLamp.tsx'
import type { PastAct } from './history.web.ts'

/** An audit that is open on this screen: what it holds now, who is in it, how to act on it. */
export interface OpenAudit {
  token: string
  /** Grows with every act, one's own or received. */
  version: number
  /** The number of the last act that the server told of. */
  number: number
  room: RoomReader
  /** Hears which records changed, as `kind\nid`; `null` when any may have. Call the answer to stop. */
  listen(heard: (changed: ReadonlySet<string> | null) => void): () => void
  me: string
  /** Whoever may only read is offered no way to change anything. */
  mayWrite: boolean
  /** What decides on everything else that this person may do here. */
  rights: Rights
  nameOf(person: string): string
  /** Whoever decided something here. */
  authors: readonly { person: string; name: string }[]
  /** The latest acts, newest first. */
  entries: readonly PastAct[]
  /** Others in the audit now. */
  people: readonly Presence[]
  lamp: LampState
  /** Changes that only this device has. */
  waiting: number
  /** Makes the act, says it in a notice and offers to undo it. Refusals are said too: nothing is thrown. */
  act(changes: Change[]): Promise<void>
  /** Like `act`, for a choice made with every value in view: nothing is asked. */
  settle(changes: Change[]): Promise<void>
  /** Marks that would make a colleague's defect less serious: they wait for an answer. */
  lowering: Change[] | null
  settleLowering(agreed: boolean): void
  /** Takes back one act of the history, whoever made it; what somebody decided since stays. */
  undo(act: PastAct): Promise<void>
  /** This person's own last act, from any session on this device. */
  undoLast(): Promise<void>
  redoLast(): Promise<void>
  /** Tells the others where this person is. */
  lookAt(module: string | null): void
}

const Opened = createContext<OpenAudit | null>(null)
export const OpenAuditProvider = Opened.Provider

export function useOpenAudit(): OpenAudit {
  const audit = useContext(Opened)
  if (!audit) throw new Error('This part belongs inside an open audit.')
  return audit
}
