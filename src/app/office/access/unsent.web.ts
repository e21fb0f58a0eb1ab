import { useQuery } from '@tanstack/react-query'
import type { ChangeSet } from '#kernel/record/change.ts'
import { DexieStorage } from '#kernel/sync/dexie-storage.web.ts'
import { writeQueueFile } from '#kernel/sync/queue-file.ts'

/** What this person did that exists on this device alone, in every room, as the disk has it now. */
export function useUnsent(person: string): ChangeSet[] {
  return useQuery({ queryKey: ['unsent', person], queryFn: () => readUnsent(person), staleTime: 0, refetchInterval: 5_000 }).data ?? []
}

async function readUnsent(person: string): Promise<ChangeSet[]> {
  const storage = new DexieStorage(person)
  try {
    return await storage.unsent()
  } finally {
    storage.close()
  }
}

/** Hands the change sets over as a file that Courant can take back. */
export function saveUnsent(changeSets: ChangeSet[]): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([writeQueueFile(changeSets)], { type: 'application/json' }))
  link.download = `courant-${new Date().toISOString().slice(0, 10)}.json`
  link.click()
  URL.revokeObjectURL(link.href)
}
