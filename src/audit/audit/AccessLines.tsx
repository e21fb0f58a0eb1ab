import { Button, Table } from '@mantine/core'

export interface AccessLine {
  id: string
  /** As many as there are heads. */
  cells: string[]
  act: { does: string; label: string; run(): void } | null
}

/** Links or people, one a line, each with the way to take it back. On a phone a line is a card. */
export function AccessLines({ heads, lines }: { heads: string[]; lines: AccessLine[] }) {
  return (
    <div className="cards">
      <Table verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            {heads.map(head => (
              <Table.Th key={head} scope="col">
                {head}
              </Table.Th>
            ))}
            <Table.Td />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map(({ id, cells, act }) => (
            <Table.Tr key={id}>
              {cells.map((cell, index) => (
                <Table.Td key={heads[index]} data-head={heads[index]}>
                  {cell}
                </Table.Td>
              ))}
              <Table.Td ta="right">
                {act && (
                  <Button variant="subtle" px="xs" aria-label={act.label} onClick={act.run}>
                    {act.does}
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}
