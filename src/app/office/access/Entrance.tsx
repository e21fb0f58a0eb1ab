import { Paper, Stack, Text, Title } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Refusal } from '#kernel/refusal.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { words as shared } from '#kernel/ui/words.ts'

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

/** The sentence of what was refused, read out when it appears. */
export function Refused({ error }: { error: unknown }) {
  const { t, language } = useWords(shared)
  if (error === undefined) return null
  return (
    <Text c="var(--mantine-color-error)" role="alert">
      {error instanceof Refusal ? error[language] : t('error.bug')}
    </Text>
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
