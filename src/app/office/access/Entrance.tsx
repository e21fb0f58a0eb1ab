import { Paper, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { PageTitle } from '#kernel/ui/PageTitle.tsx'

/** The frame of the pages before one is in: one card in the middle, nothing around it. */
export function Entrance({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="entrance">
      <Paper withBorder p="xl" className="entrance-card">
        <Stack>
          <img src="/icon.svg" alt="" width={40} height={40} />
          <PageTitle>{title}</PageTitle>
          {children}
        </Stack>
      </Paper>
    </main>
  )
}
