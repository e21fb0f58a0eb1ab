import { Table } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { EmptyState } from '#kernel/ui/EmptyState.tsx'
import { ErrorState } from '#kernel/ui/ErrorState.tsx'
import { Waiting } from '#kernel/ui/Waiting.tsx'

interface Props<Row> {
  caption: string
  rows: UseQueryResult<Row[]>
  heads: string[]
  keyOf(row: Row): string
  cells(row: Row): ReactNode[]
  empty: { title: string; text: string }
}

/** A list of people, links, devices or keys: waiting, failed, empty or there. On a phone each line is a card of its own. */
export function AccessTable<Row>({ caption, rows, heads, keyOf, cells, empty }: Props<Row>) {
  if (rows.error) return <ErrorState error={rows.error} retry={() => void rows.refetch()} />
  if (!rows.data) return <Waiting height={160} />
  if (rows.data.length === 0) return <EmptyState title={empty.title}>{empty.text}</EmptyState>
  return (
    <section className="cards" aria-label={caption}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            {heads.map(head => (
              <Table.Th key={head} scope="col">
                {head}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.data.map(row => (
            <Table.Tr key={keyOf(row)}>
              {cells(row).map((cell, index) => (
                <Table.Td key={heads[index]} data-head={heads[index]}>
                  {cell}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}
