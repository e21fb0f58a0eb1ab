import { useQueryClient } from '@tanstack/react-query'
import { ask } from '#kernel/ui/api.web.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { showNotice } from '#kernel/ui/notice.web.ts'
import type { Said } from '#kernel/ui/QuickForm.tsx'
import { saidRefusal } from '#kernel/ui/said-refusal.web.ts'
import type { AuditRow } from './audit-row.ts'
import { words } from './settings-words.ts'

export interface AuditSettings {
  /** Gives the sentence that says it, with the way back; throws the refusal. */
  rename(name: string): Promise<Said>
  /** Takes the audit out of the lists, says it and offers the way back. */
  archive(): Promise<void>
  bringBack(): Promise<void>
}

/** What the office changes about an audit as a whole. */
export function useAuditSettings({ audit_token, name }: AuditRow): AuditSettings {
  const { t } = useWords(words)
  const queries = useQueryClient()
  const path = `/api/audits/${encodeURIComponent(audit_token)}`
  const done = async (method: 'PATCH' | 'DELETE', body?: unknown) => {
    await ask(method, path, body)
    await queries.invalidateQueries({ queryKey: ['audits'] })
  }
  const bringBack = () =>
    saidRefusal(async () => {
      await done('PATCH', { archived: false })
      showNotice(t('back.done', { name }))
    })
  const rename = async (fresh: string) => {
    await done('PATCH', { name: fresh })
    return t('renamed', { name: fresh })
  }
  const nameBack = () => saidRefusal(async () => showNotice(await rename(name)))
  return {
    rename: async fresh => ({ text: await rename(fresh), undo: () => void nameBack() }),
    archive: () =>
      saidRefusal(async () => {
        await done('DELETE')
        showNotice(t('archived', { name }), { undo: () => void bringBack() })
      }),
    bringBack,
  }
}
