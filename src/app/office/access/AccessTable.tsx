import type { UseQueryResult } from '@tanstack/react-query'
import { CardTable, type Column } from '#kernel/ui/CardTable.tsx'
import { EmptyState } from '#kernel/ui/EmptyState.tsx'
import { ErrorState } from '#kernel/ui/ErrorState.tsx'
import { Waiting } from '#kernel/ui/Waiting.tsx'

interface Props<Row> {
  caption: string
  rows: UseQueryResult<Row[]>
  keyOf(row: Row): string
  columns: Column<Row>[]
  empty: { title: string; text: string }
}

/** A list of people, links, devices or keys: waiting, failed, empty or there. */
export function AccessTable<Row>({ rows, empty, ...table }: Props<Row>) {
  if (rows.error) return <ErrorState error={rows.error} retry={() => void rows.refetch()} />
  if (!rows.data) return <Waiting rows={5} height={56} />
  if (rows.data.length === 0) return <EmptyState title={empty.title}>{empty.text}</EmptyState>
  return <CardTable rows={rows.data} {...table} />
}
