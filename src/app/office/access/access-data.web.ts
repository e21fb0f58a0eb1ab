import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Role, Scope } from '#kernel/access/role.ts'
import { ask, load, type Method } from '#kernel/ui/api.web.ts'
import { showNotice } from '#kernel/ui/notice.web.ts'
import { saidRefusal } from '#kernel/ui/said-refusal.web.ts'

export interface PersonRow {
  person: string
  name: string
  email: string | null
  role: Role
  since: string
  leftAt: string | null
}
export interface InvitationRow {
  id: string
  kind: 'member' | 'room' | 'password'
  role: Role | null
  scope: Scope | null
  email: string | null
  name: string | null
  title: string | null
  createdAt: string
  expiresAt: string
  usedAt: string | null
  revokedAt: string | null
}
export interface DeviceRow {
  id: string
  by: 'session' | 'link'
  name: string
  personName: string
  current: boolean
  lastSeenAt: string
  revokedAt: string | null
  wipedAt: string | null
}
export interface KeyRow {
  id: string
  name: string
  role: Role
  createdAt: string
  lastUsedAt: string | null
  revokedAt: string | null
}
/** A list of the access pages, by its address. */
export function useAccessList<Row>(path: string) {
  return useQuery({ queryKey: ['access', path], queryFn: ({ signal }) => load<Row[]>(path, signal) })
}

/** Acts, refreshes every list of access, and says what was done or why not. */
export function useAccessAct(): (method: Method, path: string, done: string, body?: unknown) => Promise<void> {
  const queries = useQueryClient()
  return async (method, path, done, body) => {
    await saidRefusal(async () => {
      await ask(method, path, body)
      showNotice(done)
    })
    await queries.invalidateQueries({ queryKey: ['access'] })
  }
}
