import { UnstyledButton } from '@mantine/core'
import { spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { SyncLamp } from '#kernel/ui/SyncLamp.tsx'
import { useBarStatus } from '#kernel/ui/status-bar.web.ts'
import { PersonMenu } from './PersonMenu.tsx'
import { PresenceInBar } from './PresenceInBar.tsx'
import { words } from './words.ts'

export function TopBar() {
  const { t } = useWords(words)
  const status = useBarStatus()
  return (
    <header className="bar">
      <UnstyledButton className="bar-search" onClick={spotlight.open}>
        <IconSearch size={18} aria-hidden />
        <span className="bar-search-text">{t('search')}</span>
        <kbd className="key" aria-hidden>
          Ctrl K
        </kbd>
      </UnstyledButton>
      <div className="bar-right">
        {status && <PresenceInBar people={status.people} />}
        {status && <SyncLamp state={status.lamp} waiting={status.waiting} />}
        <PersonMenu />
      </div>
    </header>
  )
}
