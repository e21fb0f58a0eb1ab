import { Button } from '@mantine/core'
import { EmptyState } from '#kernel/ui/EmptyState.tsx'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { useAuditAddress } from './audit-tab.web.ts'
import { words } from './page-words.ts'

/** In place of whatever needs modules, as long as nobody said which there are. */
export function NotDescribed() {
  const { t } = useWords(words)
  const { showTab } = useAuditAddress()
  return (
    <EmptyState
      title={t('follow.empty.title')}
      action={<Button onClick={() => showTab('configuration')}>{t('follow.empty.action')}</Button>}
    >
      {t('follow.empty.text')}
    </EmptyState>
  )
}
