import { Link } from '@tanstack/react-router'
import { useWords } from '#kernel/ui/i18n.web.ts'
import type { OfficeDomain } from '#kernel/ui/page.web.ts'
import { DOMAINS } from './domains.web.ts'
import { words } from './words.ts'

export function Rail() {
  const { t } = useWords(words)
  return (
    <nav className="rail" aria-label={t('rail')}>
      <Link to="/" className="rail-mark" aria-label="Courant">
        <img src="/icon.svg" alt="" width={32} height={32} />
      </Link>
      {DOMAINS.map(domain => (
        <RailEntry key={domain.rail.to} rail={domain.rail} />
      ))}
    </nav>
  )
}

function RailEntry({ rail }: { rail: OfficeDomain['rail'] }) {
  const { t } = useWords(rail.words)
  const Icon = rail.icon
  return (
    <Link to={rail.to} className="rail-entry">
      <Icon size={22} aria-hidden />
      <span>{t('rail')}</span>
    </Link>
  )
}
