import { useQuery } from '@tanstack/react-query'
import { may, type Permission, type Role, type Scope } from '#kernel/access/role.ts'
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

/** Whether to offer it at all: what the server would refuse is not on the screen. */
export function useMay(permission: Permission, room?: string): boolean {
  const { data: me } = useMe()
  return me !== undefined && may(me, permission, room)
}
