import { NativeSelect, Paper, Stack } from '@mantine/core'
import type { ReactNode } from 'react'

interface Props {
  step: number
  title: string
  /** What the choice "make a new one" is called. */
  fresh: string
  options: { value: string; label: string }[]
  /** Empty for a new one. */
  picked: string
  onPick(value: string): void
  /** Fields of a new one. */
  children: ReactNode
}

/** One step of the wizard: an existing one, or the fields of a new one. */
export function PickOrCreate({ step, title, fresh, options, picked, onPick, children }: Props) {
  return (
    <Paper withBorder p="md" component="fieldset">
      <legend className="step">
        {step}. {title}
      </legend>
      <Stack gap="sm">
        {options.length > 0 && (
          <NativeSelect
            aria-label={title}
            value={picked}
            onChange={event => onPick(event.currentTarget.value)}
            data={[{ value: '', label: fresh }, ...options]}
          />
        )}
        {picked === '' && children}
      </Stack>
    </Paper>
  )
}
