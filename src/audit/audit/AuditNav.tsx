import { Group } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { useMay } from '#kernel/ui/me.web.ts'
import { words } from './office-words.ts'

/** The pages of the domain that belong to no audit in particular. */
export function AuditNav() {
  const { t } = useWords(words)
  const mayImport = useMay('administer')
  return (
    <Group component="nav" aria-label={t('nav')} gap={4} mb="md" className="page-nav">
      <Link to="/audits" activeOptions={{ exact: true }}>
        {t('nav.audits')}
      </Link>
      <Link to="/audits/clients">{t('nav.clients')}</Link>
      {mayImport && <Link to="/audits/import">{t('nav.import')}</Link>}
    </Group>
  )
}
