import { Table, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { instant } from '#kernel/ui/format.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import type { AuditRow } from './audit-row.ts'
import { words } from './office-words.ts'
import { ProgressBar } from './ProgressBar.tsx'

interface Props {
  rows: AuditRow[]
  /** The page has said whose they are. */
  ofOneClient?: boolean
}

export function AuditTable({ rows, ofOneClient = false }: Props) {
  const { t, language } = useWords(words)
  return (
    <Table verticalSpacing="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('list.name')}</Table.Th>
          {!ofOneClient && <Table.Th className="wide">{t('list.client')}</Table.Th>}
          <Table.Th className="roomy">{t('list.place')}</Table.Th>
          <Table.Th>{t('list.progress')}</Table.Th>
          <Table.Th className="wide" ta="right">
            {t('list.changed')}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(row => (
          <Table.Tr key={row.audit_token}>
            <Table.Td className="written">
              <Link to="/audits/$audit" params={{ audit: row.audit_token }} className="row-link">
                <Short text={row.name} />
              </Link>
              {row.archived && (
                <Text c="dimmed" size="sm">
                  {t('list.archived')}
                </Text>
              )}
              {!ofOneClient && (
                <Text c="dimmed" size="sm" className="narrow" component="div">
                  <Short text={row.client_name} />
                </Text>
              )}
            </Table.Td>
            {!ofOneClient && (
              <Table.Td className="wide written">
                <Short text={row.client_name} />
              </Table.Td>
            )}
            <Table.Td className="roomy written">
              <Short text={row.location} />
            </Table.Td>
            <Table.Td>
              <ProgressBar done={row.done_modules} total={row.total_modules} />
            </Table.Td>
            <Table.Td className="wide together" ta="right">
              {instant(row.updated_at, language)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function Short({ text }: { text: string | null }) {
  return (
    <span className="few-lines" title={text ?? ''}>
      {text}
    </span>
  )
}
