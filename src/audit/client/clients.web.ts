import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { load } from '#kernel/ui/api.web.ts'
import type { ClientRow, ProjectRow, VisitRow } from './client-row.ts'

/** As many as a person looks through; the others are found by typing or by asking for more. */
const PAGE = 50

type Page<Plural extends string, Row> = { [Name in Plural]: Row[] } & { total: number; page: number; size: number }

/** The clients that hold every word of the search, a page after the other: the server looks among all of them. */
export function useClients(search = '') {
  return usePages<'clients', ClientRow>('clients', '/api/crm/clients', { search })
}

export function useClient(id: string) {
  return useQuery({
    queryKey: ['clients', 'one', id],
    queryFn: ({ signal }) => load<ClientRow>(`/api/crm/clients/${encodeURIComponent(id)}`, signal),
    retry: false,
  })
}

/** Projects of a client; none as long as there is no client. */
export function useProjects(client: number | undefined, search = '') {
  return usePages<'projects', ProjectRow>(
    'projects',
    '/api/crm/projects',
    { search, client_id: String(client ?? '') },
    client !== undefined,
  )
}

/** Visits of a project, the last first. */
export function useVisits(project: number | undefined, search = '') {
  const asked = { search, project_id: String(project ?? '') }
  return usePages<'interventions', VisitRow>('interventions', '/api/planning/interventions', asked, project !== undefined)
}

function usePages<Plural extends string, Row>(plural: Plural, path: string, asked: Record<string, string>, enabled = true) {
  const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== ''))
  const pages = useInfiniteQuery({
    queryKey: [plural, given],
    enabled,
    initialPageParam: 1,
    queryFn: ({ pageParam: page, signal }) =>
      load<Page<Plural, Row>>(`${path}?${new URLSearchParams({ ...given, size: String(PAGE), page: String(page) })}`, signal),
    getNextPageParam: ({ page, size, total }) => (page * size < total ? page + 1 : undefined),
    placeholderData: (before, query) => (sameParent(query?.queryKey[1], given) ? before : undefined),
  })
  const found = enabled ? pages.data?.pages : undefined
  return { ...pages, rows: found?.flatMap(page => page[plural]), total: found?.[0]?.total ?? 0 }
}

/** What was listed stays while a search goes on, but never under another client or project. */
function sameParent(before: unknown, now: Record<string, string>): boolean {
  const { search: _before, ...parent } = (before ?? {}) as Record<string, string>
  const { search: _now, ...own } = now
  return JSON.stringify(parent) === JSON.stringify(own)
}
