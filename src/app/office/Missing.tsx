import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { EmptyState } from '#kernel/ui/EmptyState.tsx'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { words } from './words.ts'

export function Missing() {
  const { t } = useWords(words)
  return (
    <EmptyState
      title={t('missing.title')}
      action={
        <Anchor component={Link} to="/">
          {t('missing.home')}
        </Anchor>
      }
    >
      {t('missing.text')}
    </EmptyState>
  )
}
