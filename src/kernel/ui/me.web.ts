import { useQuery } from '@tanstack/react-query'
import type { Permission, Role, Scope } from '#kernel/access/role.ts'
import { load } from './api.web.ts'
import type { Language } from './catalogue.ts'

/** Who is at this screen, as `/api/me` answers. */
export interface Me {
  person: string
  name: string
  email: string | null
  by: 'session' | 'key' | 'link'
  role: Role
  permissions: Permission[]
  /** Rooms granted one by one. */
  grants: { room: string; scope: Scope }[]
  language: Language
  device: string
  organisation: { id: string; name: string }
  /** All those that the person belongs to. */
  organisations: { id: string; name: string }[]
}

export function useMe() {
  return useQuery({ queryKey: ['me'], queryFn: ({ signal }) => load<Me>('/api/me', signal), staleTime: 60_000 })
}
