import { useNavigate, useParams, useSearch } from '@tanstack/react-router'

export const TABS = ['follow', 'plan', 'modules', 'photos', 'configuration', 'report', 'history', 'access'] as const
export type Tab = (typeof TABS)[number]

interface Search {
  /** The module whose sheet is open. */
  module?: string
  /** The string looked at on the plan. */
  string?: number
}

export interface AuditAddress {
  tab: Tab
  module: string | null
  string: number | null
  showTab(tab: Tab, string?: number): void
  openModule(module: string | null): void
}

/** Where in the audit the address points: every tab and every module sheet can be sent as a link. */
export function useAuditAddress(): AuditAddress {
  const params = useParams({ strict: false }) as { audit: string; tab?: string }
  const search = useSearch({ strict: false }) as Search
  const navigate = useNavigate()
  const tab = TABS.find(known => known === params.tab) ?? 'follow'
  const go = (next: Tab, to: Search, replace: boolean) =>
    void navigate({ to: '/audits/$audit/{-$tab}', params: { audit: params.audit, tab: next }, search: to as never, replace })
  return {
    tab,
    module: typeof search.module === 'string' ? search.module : null,
    string: typeof search.string === 'number' ? search.string : null,
    showTab: (next, string) => go(next, string === undefined ? {} : { string }, false),
    openModule: module =>
      go(tab, { ...(search.string === undefined ? {} : { string: search.string }), ...(module === null ? {} : { module }) }, true),
  }
}
