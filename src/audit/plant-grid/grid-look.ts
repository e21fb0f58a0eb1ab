import { STATUSES, type Status } from '../electroluminescence/status.ts'

/** What a cell of the grid shows, packed in one number so that 100,000 of them are one short array. */
export interface CellLook {
  status: Status
  /** The verdict that lost against it and waits for a confirmation. */
  contested?: Status
  /** Only this device knows it. */
  local?: boolean
  /** Has a comment or a photo. */
  noted?: boolean
}

const LOCAL = 1 << 8
const NOTED = 1 << 9

export function packLook(look: CellLook): number {
  const contested = look.contested === undefined ? 0 : STATUSES.indexOf(look.contested) + 1
  return STATUSES.indexOf(look.status) | (contested << 4) | (look.local ? LOCAL : 0) | (look.noted ? NOTED : 0)
}

export function unpackLook(packed: number): CellLook {
  const contested = contestedRank(packed)
  return {
    status: STATUSES[statusRank(packed)]!,
    ...(contested === undefined ? {} : { contested: STATUSES[contested]! }),
    ...(isLocal(packed) ? { local: true } : {}),
    ...(isNoted(packed) ? { noted: true } : {}),
  }
}

/** Rank in STATUSES. */
export function statusRank(packed: number): number {
  return packed & 15
}

export function contestedRank(packed: number): number | undefined {
  const rank = (packed >> 4) & 15
  return rank === 0 ? undefined : rank - 1
}

export function isLocal(packed: number): boolean {
  return (packed & LOCAL) !== 0
}

export function isNoted(packed: number): boolean {
  return (packed & NOTED) !== 0
}

/** Where a grid reads its modules, and hears which ones changed (`null`: anything may have). */
export interface LookSource {
  look(id: string): number
  listen(heard: (ids: readonly string[] | null) => void): () => void
}
