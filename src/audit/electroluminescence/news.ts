import type { FieldState, RoomReader } from '#kernel/record/change.ts'
import type { Language } from '#kernel/ui/catalogue.ts'
import { compareModules } from '../plant/module-id.ts'
import { asStatus } from './module.ts'
import type { Status } from './status.ts'

/** What one colleague did, gathered: eleven modules marked alike are one piece of news, not eleven. */
export interface News {
  /** For `dispute`: who one disagrees with. */
  by: string
  /** A disagreement between others is a `conflict`, one with whoever hears the news a `dispute`. */
  what: 'mark' | 'comment' | 'photo' | 'configuration' | 'conflict' | 'dispute'
  modules: string[]
  /** For `mark` and `conflict`: the verdict that stands. */
  status?: Status
}

export interface Heard {
  kind: string
  record: string
}

/** Who hears the news, and what of it. */
export interface Hearer {
  me: string
  /** The server number up to which all is known. */
  since: number
  /** Where that was before the whole audit came at once: of what changed in between, disagreements of one's own are still told. */
  missedSince?: number
  /** ISO 8601 UTC: what is older is no news. */
  after: string
  /** Filters modules, such as those of the string one works on. */
  wanted(module: string): boolean
}

/**
 * The news in records that changed, what the hearer did left out. A disagreement always comes through, and first; one that the hearer's own
 * marks caused even when it is long past, for who was without network could not know.
 */
export function newsOf(room: RoomReader, changed: Iterable<Heard>, hearer: Hearer): News[] {
  const gathered = new Map<string, News>()
  for (const { kind, record } of changed) {
    const piece = pieceOf(room, kind, record, hearer.me)
    if (!piece || !isNews(piece, hearer)) continue
    const { by, what, status, module } = piece
    const key = `${by} ${what} ${status ?? ''}`
    const known: News = gathered.get(key) ?? { by, what, modules: [], ...(status ? { status } : {}) }
    if (module !== null) known.modules.push(module)
    gathered.set(key, known)
  }
  const news = [...gathered.values()]
  for (const { modules } of news) modules.sort(compareModules)
  return news.sort((a, b) => FIRST.indexOf(b.what) - FIRST.indexOf(a.what))
}

/** Modules whose verdict waits for a confirmation: where one's own disagreements are, when which records changed is not known. */
export function contestedModules(room: RoomReader): string[] {
  const found: string[] = []
  room.each('module', 'status', (id, { contested }) => {
    if (contested?.length) found.push(id)
  })
  return found
}

/** Disagreements come before all else, one's own before those of others. */
const FIRST: News['what'][] = ['conflict', 'dispute']

function isNews({ what, by, module, state }: Piece, { me, since, missedSince, after, wanted }: Hearer): boolean {
  if (what === 'dispute') return state.stamp.number > (missedSince ?? since)
  if (by === me || state.stamp.number <= since) return false
  return state.stamp.at >= after && (what === 'conflict' || module === null || wanted(module))
}

interface Piece {
  state: FieldState
  by: string
  what: News['what']
  module: string | null
  status?: Status
}

function pieceOf(room: RoomReader, kind: string, record: string, me: string): Piece | undefined {
  if (kind === 'module') {
    const state = room.field('module', record, 'status')
    return state && verdictPiece(state, record, me)
  }
  if (kind === 'comment' || kind === 'photo') {
    const state = room.field(kind, record, 'module')
    return state && { state, by: state.stamp.by, what: kind, module: typeof state.value === 'string' ? state.value : null }
  }
  const state = Object.values(room.record(kind, record) ?? {}).sort((a, b) => b.stamp.number - a.stamp.number)[0]
  return state && { state, by: state.stamp.by, what: 'configuration', module: null }
}

function verdictPiece(state: FieldState, module: string, me: string): Piece {
  const sides = [state.stamp, ...(state.contested ?? [])].map(({ by }) => by)
  const other = sides.find(by => by !== me)
  if (other !== undefined && sides.includes(me)) return { state, by: other, what: 'dispute', module }
  return { state, by: state.stamp.by, what: state.contested ? 'conflict' : 'mark', module, status: asStatus(state.value) }
}

/** Up to three by name, "S3-1 … S3-11" for a run without a hole; `undefined` for others, which are better counted. */
export function modulesByName(modules: readonly string[], language: Language): string | undefined {
  if (modules.length <= 3) return new Intl.ListFormat(language).format(modules)
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
