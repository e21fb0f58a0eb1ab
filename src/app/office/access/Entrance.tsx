import { Paper, Stack, Title } from '@mantine/core'
import { type ReactNode, useState } from 'react'

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

/** Runs an act of a form: busy while it runs, and what it was refused with when it fails. */
export function useAct(): { busy: boolean; error: unknown; run(act: () => Promise<void>): void } {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const run = (act: () => Promise<void>) => {
    setBusy(true)
    setError(undefined)
    act()
      .catch(setError)
      .finally(() => setBusy(false))
  }
  return { busy, error, run }
}
