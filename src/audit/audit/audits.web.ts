import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { load } from '#kernel/ui/api.web.ts'
import type { AuditChoice, AuditRow } from './audit-row.ts'

const PAGE = 200

interface AuditPage {
  audits: AuditRow[]
  total: number
  page: number
  size: number
}

/** What the list is narrowed to. */
export interface Wanted {
  text: string
  choice: AuditChoice
}

/**
 * The audits of the list, a page after the other. As long as all of them are here the screen itself looks among them; beyond one page, and
 * for archived ones, the server does.
 */
export function useAudits(wanted: Wanted) {
  const all = usePages({})
  const narrowed = asked(wanted)
  const far = wanted.choice === 'archived' || (all.hasNextPage && Object.keys(narrowed).length > 0)
  const found = usePages(narrowed, far)
  return far ? found : all
}

function usePages(narrowed: Record<string, string>, enabled = true) {
  return useInfiniteQuery({
    queryKey: ['audits', narrowed],
    enabled,
    initialPageParam: 1,
    queryFn: ({ pageParam: page, signal }) =>
      load<AuditPage>(`/api/audits?${new URLSearchParams({ page: String(page), size: String(PAGE), ...narrowed })}`, signal),
    getNextPageParam: ({ page, size, total }) => (page * size < total ? page + 1 : undefined),
    refetchInterval: 15_000,
    placeholderData: before => before,
  })
}

function asked({ text, choice }: Wanted): Record<string, string> {
  const state = choice === 'all' ? {} : choice === 'archived' ? { archived: 'true' } : { state: choice }
  return { ...state, ...(text === '' ? {} : { search: text }) }
}

/** One audit, as fresh as the list: somebody else may rename it or put it away. */
export function useAudit(token: string) {
  return useQuery({
    queryKey: ['audits', 'one', token],
    queryFn: ({ signal }) => load<AuditRow>(`/api/audits/${encodeURIComponent(token)}`, signal),
    refetchInterval: 15_000,
    refetchOnWindowFocus: 'always',
  })
}
