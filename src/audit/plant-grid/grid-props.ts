import type { Cell } from '#audit/plant/layout.ts'
import type { Status } from '../electroluminescence/status.ts'
import type { GridString } from './grid-layout.ts'
import type { LookSource } from './grid-look.ts'

/** Somebody else at work: initials shown on the module they are at. */
export interface Colleague {
  module: string
  initials: string
}

/** Pointing at a module takes it in hand; a range goes from the module in hand to it; a toggle adds it to the chosen ones or takes it out. */
export type Pointing = 'plain' | 'range' | 'toggle'

export interface PlantGridProps {
  /** Names the grid for those who hear it. */
  label: string
  /** Where the modules stand on the roof. Asked for only when they are shown so; another function means another plant. */
  cells: () => readonly Cell[]
  strings: readonly GridString[]
  arrangement: 'string' | 'place'
  /** The one string looked at; `null` for all. */
  only: number | null
  source: LookSource
  cursor: string | null
  chosen: ReadonlySet<string>
  colleagues: readonly Colleague[]
  onPoint(id: string, how: Pointing): void
  onOpen(id: string): void
  onMark(status: Status): void
  /** Arrows walk wherever the focus is: the page is there for this grid. */
  keysAnywhere?: boolean
  /** A batch of news to be read out, such as what colleagues did. */
  news?: string
}
