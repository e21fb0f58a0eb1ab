import { useWords } from '#kernel/ui/i18n.web.ts'
import { Notices } from '#kernel/ui/Notices.tsx'
import { ShortcutHelp } from '#kernel/ui/ShortcutHelp.tsx'
import { CommandSearch } from './CommandSearch.tsx'
import { Inside } from './Inside.tsx'
import { Rail } from './Rail.tsx'
import { TopBar } from './TopBar.tsx'
import { words } from './words.ts'

/** Rail on the left, bar on top, the page in between. */
export function Shell() {
  const { t } = useWords(words)
  return (
    <div className="office">
      <a className="skip" href="#content">
        {t('skip')}
      </a>
      <Rail />
      <TopBar />
      <main id="content" tabIndex={-1}>
        <Inside />
      </main>
      <CommandSearch />
      <ShortcutHelp />
      <Notices />
    </div>
  )
}
