import { Table } from '@mantine/core'
import type { ReactNode } from 'react'
import './card-table.css'

/** A column: its head, what it shows of a row, and where that stands. Figures and acts stand at the end; acts are read without their head. */
export interface Column<Row> {
  head: string
  cell(row: Row): ReactNode
  end?: 'figure' | 'acts'
}

interface Props<Row> {
  caption: string
  rows: Row[]
  keyOf(row: Row): string
  columns: Column<Row>[]
}

/** A list that is a table on a desk; on a phone each row is a card of its own, every value beside its head. */
export function CardTable<Row>({ caption, rows, keyOf, columns }: Props<Row>) {
  return (
    <section className="card-table" aria-label={caption}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ head, end }) => (
              <Table.Th key={head} scope="col" data-end={end}>
                {head}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(row => (
            <Table.Tr key={keyOf(row)}>
              {columns.map(({ head, end, cell }) => (
                <Table.Td key={head} data-end={end} data-head={end === 'acts' ? undefined : head}>
                  {cell(row)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}
