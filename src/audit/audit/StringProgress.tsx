import { Paper, Table, Title } from '@mantine/core'
import { outOf } from '#kernel/ui/format.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import type { StringTally } from '../electroluminescence/progress.ts'
import { STATUS, STATUSES } from '../electroluminescence/status.ts'
import { useStatusName } from '../electroluminescence/status-name.web.ts'
import { useAuditAddress } from './audit-tab.web.ts'
import { words } from './page-words.ts'

/** One line per string: how many are judged and what was found. */
export function StringProgress({ strings }: { strings: StringTally[] }) {
  const { t, language } = useWords(words)
  const { showTab } = useAuditAddress()
  return (
    <Paper withBorder p="md">
      <Title order={2} mb="xs">
        {t('follow.strings')}
      </Title>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('follow.string')}</Table.Th>
            <Table.Th ta="right">{t('follow.judged')}</Table.Th>
            <Table.Th w="60%">{t('follow.statuses')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {strings.map(string => (
            <Table.Tr key={string.string}>
              <Table.Td>
                <button
                  type="button"
                  className="as-link"
                  aria-label={t('follow.open', { string: nameOf(string) })}
                  onClick={() => showTab('plan', string.string)}
                >
                  {nameOf(string)}
                </button>
              </Table.Td>
              <Table.Td ta="right" className="together">
                {outOf(string.done, string.total, language)}
              </Table.Td>
              <Table.Td>
                <StatusBar tally={string} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  )
}

function nameOf(string: StringTally): string {
  return string.label === null ? `S${string.string}` : `S${string.string} · ${string.label}`
}

/** A bar in the colours of the statuses; wide enough parts carry their letter, and the whole is said in words. */
function StatusBar({ tally }: { tally: StringTally }) {
  const name = useStatusName()
  const parts = STATUSES.filter(status => tally.byStatus[status] > 0)
  const sentence = parts.map(status => `${name(status)} ${tally.byStatus[status]}`).join(', ')
  return (
    <div className="status-bar" role="img" aria-label={sentence} title={sentence}>
      {parts.map(status => (
        <span key={status} style={{ flexGrow: tally.byStatus[status], background: STATUS[status].colour, color: STATUS[status].text }}>
          {tally.byStatus[status] / tally.total >= 0.08 ? STATUS[status].letter : ''}
        </span>
      ))}
    </div>
  )
}
