import { useQuery } from '@tanstack/react-query'
import type { ChangeSet } from '#kernel/record/change.ts'
import { unsentOf } from '#kernel/sync/unsent.web.ts'

/** What this person did that exists on this device alone, in every room, as the disk has it now. */
export function useUnsent(person: string): ChangeSet[] {
  return useQuery({ queryKey: ['unsent', person], queryFn: () => unsentOf(person), staleTime: 0, refetchInterval: 5_000 }).data ?? []
}
