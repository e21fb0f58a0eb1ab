import type { FieldState, RoomReader } from '#kernel/record/change.ts'
import { asStatus } from './module.ts'
import type { Status } from './status.ts'

/** What one colleague did, gathered: eleven modules marked alike are one piece of news, not eleven. */
export interface News {
  by: string
  what: 'mark' | 'comment' | 'photo' | 'configuration' | 'conflict'
  modules: string[]
  /** For `mark` and `conflict`: the verdict that stands. */
  status?: Status
}

export interface Heard {
  kind: string
  record: string
}

/**
 * The news in records that changed after server number `since`, what `me` did left out. `wanted` filters modules, such as the strings one
 * works on; a disagreement always comes through, and first.
 */
export function newsOf(room: RoomReader, changed: Iterable<Heard>, since: number, me: string, wanted: (module: string) => boolean): News[] {
  const gathered = new Map<string, News>()
  for (const { kind, record } of changed) {
    const piece = pieceOf(room, kind, record)
    if (!piece || piece.state.stamp.by === me || piece.state.stamp.number <= since) continue
    if (piece.module !== null && piece.what !== 'conflict' && !wanted(piece.module)) continue
    const key = `${piece.state.stamp.by} ${piece.what} ${piece.status ?? ''}`
    const known: News = gathered.get(key) ?? {
      by: piece.state.stamp.by,
      what: piece.what,
      modules: [],
      ...(piece.status ? { status: piece.status } : {}),
    }
    if (piece.module !== null) known.modules.push(piece.module)
    gathered.set(key, known)
  }
  return [...gathered.values()].sort((a, b) => Number(b.what === 'conflict') - Number(a.what === 'conflict'))
}

interface Piece {
  state: FieldState
  what: News['what']
  module: string | null
  status?: Status
}

function pieceOf(room: RoomReader, kind: string, record: string): Piece | undefined {
  if (kind === 'module') {
    const state = room.field('module', record, 'status')
    return state && { state, what: state.contested ? 'conflict' : 'mark', module: record, status: asStatus(state.value) }
  }
  if (kind === 'comment' || kind === 'photo') {
    const state = room.field(kind, record, 'module')
    return state && { state, what: kind, module: typeof state.value === 'string' ? state.value : null }
  }
  const state = Object.values(room.record(kind, record) ?? {}).sort((a, b) => b.stamp.number - a.stamp.number)[0]
  return state && { state, what: 'configuration', module: null }
}

/** Up to three by name, "S3-1 … S3-11" for a run without a hole; `undefined` for others, which are better counted. */
export function modulesByName(modules: readonly string[]): string | undefined {
  if (modules.length <= 3) return modules.join(', ')
  return isRun(modules) ? `${modules[0]} … ${modules.at(-1)}` : undefined
}

/** The strings that these modules are of, in the order first met. */
export function stringsOf(modules: readonly string[]): string[] {
  return [...new Set(modules.map(id => id.split('-')[0]!))]
}

function isRun(modules: readonly string[]): boolean {
  const [string, first] = modules[0]!.split('-')
  return modules.every((id, place) => id === `${string}-${Number(first) + place}`)
}
