import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { load } from '#kernel/ui/api.web.ts'
import type { AuditRow } from './audit-row.ts'

const PAGE = 200

interface AuditPage {
  audits: AuditRow[]
  total: number
  page: number
  size: number
}

/**
 * The audits of the list, a page after the other. As long as all of them are here the screen itself looks among them; beyond one page the
 * server does.
 */
export function useAudits(text: string) {
  const all = usePages('')
  const found = usePages(text, all.hasNextPage && text !== '')
  return all.hasNextPage && text !== '' ? found : all
}

function usePages(search: string, enabled = true) {
  return useInfiniteQuery({
    queryKey: ['audits', search],
    enabled,
    initialPageParam: 1,
    queryFn: ({ pageParam: page, signal }) => load<AuditPage>(`/api/audits?${new URLSearchParams(asked(page, search))}`, signal),
    getNextPageParam: ({ page, size, total }) => (page * size < total ? page + 1 : undefined),
    refetchInterval: 15_000,
    placeholderData: before => before,
  })
}

function asked(page: number, search: string): Record<string, string> {
  return { page: String(page), size: String(PAGE), ...(search === '' ? {} : { search }) }
}

export function useAudit(token: string) {
  return useQuery({
    queryKey: ['audits', 'one', token],
    queryFn: ({ signal }) => load<AuditRow>(`/api/audits/${encodeURIComponent(token)}`, signal),
  })
}
