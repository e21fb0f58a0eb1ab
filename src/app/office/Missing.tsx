import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { EmptyState } from '#kernel/ui/EmptyState.tsx'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { words } from './words.ts'

/** An address that leads nowhere; it stands alone, outside the shell. */
export function Missing() {
  const { t } = useWords(words)
  const home = (
    <Anchor component={Link} to="/" className="row-link">
      {t('missing.home')}
    </Anchor>
  )
  return (
    <main>
      <EmptyState level={1} icon={<img src="/icon.svg" alt="" width={40} height={40} />} title={t('missing.title')} action={home}>
        {t('missing.text')}
      </EmptyState>
    </main>
  )
}
