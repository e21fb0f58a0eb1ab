import type { Change, Entry } from '#kernel/record/change.ts'
import { asStatus } from './module.ts'
import type { Status } from './status.ts'

/** What one colleague did, gathered: eleven modules marked alike are one piece of news, not eleven. */
export interface News {
  by: string
  what: 'mark' | 'comment' | 'photo' | 'configuration' | 'conflict'
  modules: string[]
  /** For `mark` and `conflict`: the verdict given. */
  status?: Status
}

/** The news in a batch of entries from the server, those of `me` left out. `wanted` filters modules, such as the strings one works on. */
export function newsOf(entries: readonly Entry[], me: string, wanted: (module: string) => boolean): News[] {
  const gathered = new Map<string, News>()
  for (const entry of entries) {
    if (entry.by === me) continue
    for (const change of entry.changes) {
      const piece = pieceOf(entry, change)
      if (!piece || (piece.module !== null && !wanted(piece.module))) continue
      const key = `${piece.news.by} ${piece.news.what} ${piece.news.status ?? ''}`
      const known = gathered.get(key) ?? piece.news
      if (piece.module !== null && !known.modules.includes(piece.module)) known.modules.push(piece.module)
      gathered.set(key, known)
    }
  }
  return [...gathered.values()].sort((a, b) => Number(b.what === 'conflict') - Number(a.what === 'conflict'))
}

function pieceOf(entry: Entry, change: Change): { news: News; module: string | null } | undefined {
  const news = (what: News['what'], status?: Status): News => ({ by: entry.by, what, modules: [], ...(status ? { status } : {}) })
  if (change.kind === 'module' && change.field === 'status') {
    const disputed = entry.contested?.some(field => field.kind === 'module' && field.record === change.record && field.field === 'status')
    return { news: news(disputed ? 'conflict' : 'mark', asStatus(change.to)), module: change.record }
  }
  if ((change.kind === 'comment' || change.kind === 'photo') && change.field === 'module') {
    return { news: news(change.kind), module: typeof change.to === 'string' ? change.to : null }
  }
  return change.kind === 'string' || change.kind === 'plant' ? { news: news('configuration'), module: null } : undefined
}

/** "S3-1 … S3-11" for a run without a hole, else the first few. */
export function modulesInShort(modules: readonly string[]): string {
  if (modules.length <= 3) return modules.join(', ')
  return isRun(modules) ? `${modules[0]} … ${modules.at(-1)}` : `${modules.slice(0, 2).join(', ')}…`
}

function isRun(modules: readonly string[]): boolean {
  const [string, first] = modules[0]!.split('-')
  return modules.every((id, place) => id === `${string}-${Number(first) + place}`)
}
