import { Paper, Table, Title } from '@mantine/core'
import { outOf } from '#kernel/ui/format.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { RowGap } from '#kernel/ui/RowGap.tsx'
import { useVisibleRows } from '#kernel/ui/visible-rows.web.ts'
import type { StringTally } from '../electroluminescence/progress.ts'
import { STATUSES } from '../electroluminescence/status.ts'
import { useStatusInk } from '../electroluminescence/status-ink.web.ts'
import { useStatusName } from '../electroluminescence/status-name.web.ts'
import { useAuditAddress } from './audit-tab.web.ts'
import { words } from './page-words.ts'

const ROW = 52

/** One line per string: how many are judged and what was found. A plant of thousands of strings scrolls in a frame of its own. */
export function StringProgress({ strings }: { strings: StringTally[] }) {
  const { t } = useWords(words)
  const { first, last, before, after, onScroll } = useVisibleRows(strings.length, ROW, innerHeight)
  return (
    <Paper withBorder p="md">
      <Title order={2} mb="xs">
        {t('follow.strings')}
      </Title>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reached by keyboard */}
      <section className="long-frame" tabIndex={0} aria-label={t('follow.strings')} onScroll={onScroll}>
        <Table stickyHeader aria-rowcount={strings.length + 1}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('follow.string')}</Table.Th>
              <Table.Th ta="right">{t('follow.judged')}</Table.Th>
              <Table.Th w="60%">{t('follow.statuses')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            <RowGap height={before} columns={3} />
            {strings.slice(first, last).map((string, index) => (
              <StringLine key={string.string} string={string} rank={first + index + 2} />
            ))}
            <RowGap height={after} columns={3} />
          </Table.Tbody>
        </Table>
      </section>
    </Paper>
  )
}

function StringLine({ string, rank }: { string: StringTally; rank: number }) {
  const { t, language } = useWords(words)
  const { showTab } = useAuditAddress()
  return (
    <Table.Tr h={ROW} aria-rowindex={rank}>
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
  )
}

function nameOf(string: StringTally): string {
  return string.label === null ? `S${string.string}` : `S${string.string} · ${string.label}`
}

/** A bar in the colours of the statuses; wide enough parts carry their letter, and the whole is said in words. */
function StatusBar({ tally }: { tally: StringTally }) {
  const name = useStatusName()
  const ink = useStatusInk()
  const parts = STATUSES.filter(status => tally.byStatus[status] > 0)
  const sentence = parts.map(status => `${name(status)} ${tally.byStatus[status]}`).join(', ')
  return (
    <div className="status-bar" role="img" aria-label={sentence} title={sentence}>
      {parts.map(status => (
        <span key={status} style={{ flexGrow: tally.byStatus[status], background: ink(status).fill, color: ink(status).text }}>
          {tally.byStatus[status] / tally.total >= 0.08 ? ink(status).letter : ''}
        </span>
      ))}
    </div>
  )
}
