import type { ReactNode } from 'react'
import type { Change, RoomReader } from '#kernel/record/change.ts'
import type { PastDecision } from './module-past.ts'

/** What the sheet of a module needs; the office and the field each give it from their own open room. */
export interface ModuleView {
  id: string
  room: RoomReader
  /** Grows whenever the room changes. */
  version: number
  nameOf(person: string): string
  /** `null` for who may only read: the sheet then shows what is known and offers no way to change it. */
  act: ((changes: Change[]) => Promise<void>) | null
  /** Keeps one of the values that disagree: whoever chooses among them has seen them all, so nothing is asked. */
  settle(changes: Change[]): Promise<void>
  /** Earlier decisions, newest first; `null` while they are on their way. The server alone keeps them: `away` when it does not answer. */
  past: readonly PastDecision[] | null | 'away'
  /** Pictures and the way to add some. */
  photos?: ReactNode
}
