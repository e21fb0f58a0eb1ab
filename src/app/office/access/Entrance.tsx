import { Paper, Stack, Title } from '@mantine/core'
import type { ReactNode } from 'react'

/** The frame of the pages before one is in: one card in the middle, nothing around it. */
export function Entrance({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="entrance">
      <Paper withBorder p="xl" className="entrance-card">
        <Stack>
          <img src="/icon.svg" alt="" width={40} height={40} />
          <Title order={1}>{title}</Title>
          {children}
        </Stack>
      </Paper>
    </main>
  )
}
