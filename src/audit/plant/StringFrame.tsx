import { Table } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { RowGap } from '#kernel/ui/RowGap.tsx'
import { useVisibleRows } from '#kernel/ui/visible-rows.web.ts'
import type { StringPlan } from './configuration.ts'
import { words } from './configuration-words.ts'

export const STRING_HEADS = ['string', 'count', 'label', 'row', 'column', 'direction', 'serpentine'] as const

interface Props {
  strings: StringPlan[]
  /** Height of a line, in pixels. */
  line: number
  name: string
  heads: readonly (typeof STRING_HEADS)[number][]
  /** A line, at its place among the strings. */
  children(string: StringPlan, at: number): ReactNode
  /** A column more, for what each line can do. */
  acts?: boolean
}

/** Strings line by line in a frame that scrolls: of 5,000 only those near the eye exist. */
export function StringFrame({ strings, line, name, heads, children, acts = false }: Props) {
  const { t } = useWords(words)
  const { first, last, before, after, onScroll } = useVisibleRows(strings.length, line, innerHeight)
  const columns = heads.length + (acts ? 1 : 0)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reached by keyboard
    <section className="long-frame" tabIndex={0} aria-label={name} onScroll={onScroll}>
      <Table className="string-table" miw={heads.length * 122} maw={heads.length * 220} stickyHeader aria-rowcount={strings.length + 1}>
        <Table.Thead>
          <Table.Tr>
            {heads.map(head => (
              <Table.Th key={head} scope="col">
                {t(head)}
              </Table.Th>
            ))}
            {acts && <Table.Td />}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          <RowGap height={before} columns={columns} />
          {strings.slice(first, last).map((string, index) => children(string, first + index))}
          <RowGap height={after} columns={columns} />
        </Table.Tbody>
      </Table>
    </section>
  )
}
